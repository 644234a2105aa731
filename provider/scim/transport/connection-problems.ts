/** The request cannot have reached Slack: no connection was made. */
const NOT_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED", // nobody listens there
  "ENOTFOUND", // the host's name is unknown
  "EAI_AGAIN", // the name server gave no answer
  "EHOSTUNREACH", // no way to the host
  "ENETUNREACH", // no way to the network
  "EADDRNOTAVAIL", // no local port left
  "EPROTO", // the TLS handshake failed
  "ERR_SSL_WRONG_VERSION_NUMBER", // the other side speaks no TLS
  "EPROXY", // the proxy made no connection
]);

/** Trying again cannot help: the other side is not who it should be. */
const PERMANENT: ReadonlySet<string> = new Set([
  "EPROXYUSE", // the proxy wants a user and a password, or cannot be used
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "CERT_UNTRUSTED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** What a failed connection means for the request. */
export function judgeConnection({ code = "", message }: NodeJS.ErrnoException): {
  maybeSent: boolean;
  permanent: boolean;
} {
  const permanent = PERMANENT.has(code);
  const isMade = /^(read|write) /.test(message); // the same codes can end a connection that was made
  return { permanent, maybeSent: !permanent && (isMade || !NOT_SENT.has(code)) };
}
