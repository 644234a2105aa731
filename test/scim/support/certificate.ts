/** A certificate of nobody: for 127.0.0.1 and localhost, signed by itself, good for a hundred years. */
export const cert = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUY9isnPECd5mSjzrOvEY1Xy4ypBMwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjExMTYwNloYDzIxMjYxMDI5
MTExNjA2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAReiyfTIqU7Tqfkm9Qe0FRWHjxkDgKKPqn7k3iySbUUxPxaLAZlQi+m
pA1rDqNrOFk4BE5kmbMVEfQselgiU3/Xo28wbTAdBgNVHQ4EFgQUTfkEoXE//S/5
XVrj48v8lVReeVMwHwYDVR0jBBgwFoAUTfkEoXE//S/5XVrj48v8lVReeVMwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAO5eK7skKRDq/JxP+rgUOhqR7KVS5OBh2iQ5XLS3tbHoAiEA
4tteCnx8WqNlnErbqo+FZdXzf5x2gf88dH65NWr154A=
-----END CERTIFICATE-----`;

/** Its key; it opens nothing. */
export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsWwUqxFwm/V72eiv
OqH2nibtInDL3SH81ThGym5xpCGhRANCAAReiyfTIqU7Tqfkm9Qe0FRWHjxkDgKK
Pqn7k3iySbUUxPxaLAZlQi+mpA1rDqNrOFk4BE5kmbMVEfQselgiU3/X
-----END PRIVATE KEY-----`;

/** Another one, for slack.example.test: a name that resolves to nothing, so that only a proxy knows the way. */
export const elsewhere = {
  host: "slack.example.test",
  cert: `-----BEGIN CERTIFICATE-----
MIIBrzCCAVagAwIBAgIUJPwMK0qqJt/9Mwu3+DU08krNFQIwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSc2xhY2suZXhhbXBsZS50ZXN0MCAXDTI2MTEyNzExMDQyNFoY
DzIxMjYxMTAzMTEwNDI0WjAdMRswGQYDVQQDDBJzbGFjay5leGFtcGxlLnRlc3Qw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQmHPT0a7EjQg2R0/9sv8pGk+KVPPgL
LmNpfiRRKsdIK3LBcp6APWtjmu0Uh6INY64uXvyP3+UDjTa144TzFWsfo3IwcDAd
BgNVHQ4EFgQUKoEf5oY9BZoRLMgo5bkZ8rhOPHwwHwYDVR0jBBgwFoAUKoEf5oY9
BZoRLMgo5bkZ8rhOPHwwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghJzbGFj
ay5leGFtcGxlLnRlc3QwCgYIKoZIzj0EAwIDRwAwRAIgLEpL9lQysTAH8xUxWnc4
N2l2UyzpOVi4aSgOQENFxhgCID0/yzi1PgsDxAZT7QesarqILSbCpI8qkIPzRRwS
Wp1z
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzuCEKQuwtniBTvzs
ZOg5m0cRPuNhMu4H1zvDDioD+pihRANCAAQmHPT0a7EjQg2R0/9sv8pGk+KVPPgL
LmNpfiRRKsdIK3LBcp6APWtjmu0Uh6INY64uXvyP3+UDjTa144TzFWsf
-----END PRIVATE KEY-----
`,
};
