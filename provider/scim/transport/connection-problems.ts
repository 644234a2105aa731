/** Nobody vouches for the other side: the authority that signed its certificate is not trusted. */
const UNTRUSTED: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_UNTRUSTED",
  "CERT_SIGNATURE_FAILURE", // an authority of that name is trusted, but has another key
]);

/** Trying again cannot help: the other side is not who it should be. */
const PERMANENT: ReadonlySet<string> = new Set([
  ...UNTRUSTED,
  "EPROXYUSE", // the proxy wants a user and a password, or cannot be used
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "CERT_REJECTED",
  "CERT_CHAIN_TOO_LONG",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Whether trying again cannot help. */
export function isPermanent({ code = "" }: NodeJS.ErrnoException): boolean {
  return PERMANENT.has(code);
}

/**
 * What to do about a failed connection, as the end of a message; empty where the failure says it all.
 * @param hasOwnAgent whether the caller gave an agent, beside which there is no option `ca`
 */
export function connectionAdvice({ code = "" }: NodeJS.ErrnoException, hasOwnAgent: boolean): string {
  if (!UNTRUSTED.has(code)) return "";
  const place = hasOwnAgent ? "your agent" : "the option ca";
  return ` (if its authority is one of your own, give its certificate to ${place})`;
}
