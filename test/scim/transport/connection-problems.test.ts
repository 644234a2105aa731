import { judgeConnection } from "../../../provider/scim/transport/connection-problems";

const failed = (code: string, message: string) =>
  judgeConnection(Object.assign(new Error(message), { code }));

test.each([
  ["ENETUNREACH", "connect ENETUNREACH 10.0.0.1:443"],
  ["EHOSTUNREACH", "connect EHOSTUNREACH 10.0.0.1:443"],
  ["ECONNREFUSED", "connect ECONNREFUSED 10.0.0.1:443"],
  ["ENOTFOUND", "getaddrinfo ENOTFOUND api.slack.com"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "ssl3_get_record:wrong version number"],
])("%s says that nothing was sent: %s", (code, message) => {
  expect(failed(code, message)).toEqual({ maybeSent: false, permanent: false });
});

test.each([
  ["ENETUNREACH", "read ENETUNREACH"],
  ["EHOSTUNREACH", "write EHOSTUNREACH"],
  ["ECONNRESET", "read ECONNRESET"],
  ["EPIPE", "write EPIPE"],
])("%s ends a connection that was made: %s", (code, message) => {
  expect(failed(code, message)).toEqual({ maybeSent: true, permanent: false });
});
