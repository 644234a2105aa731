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
