// A certificate that nobody has signed but its own key, for localhost and 127.0.0.1. It guards nothing: a made-up server
// of the tests shows it, to browsers that refuse it or were told to take just this one.

export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSg0NRtAWj5212ju0
5cGS+d+qMmsfWLkWx4xMKXkxAtWhRANCAARcsBERZFdXD79p773RybYGet0yjGAC
44+9wLU9AXlMmcVRY0vDy86IHN/Eh5WLU5w9zL4XW8yZLaVuY6HmXqdB
-----END PRIVATE KEY-----
`;

export const certificate = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUEPeQSdN6jWsqOz3pguyCeJtWBnYwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE3NTY1NloYDzIxMjYxMDI5
MTc1NjU2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARcsBERZFdXD79p773RybYGet0yjGAC44+9wLU9AXlMmcVRY0vDy86I
HN/Eh5WLU5w9zL4XW8yZLaVuY6HmXqdBo28wbTAdBgNVHQ4EFgQUCNY3kP+E62Z1
WgeBlFcdghgNGfYwHwYDVR0jBBgwFoAUCNY3kP+E62Z1WgeBlFcdghgNGfYwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgWeJQf4Eb0K4gPVfBeGxsUl409E7/2UbdySkcSsa3iCUCIC7f
uMVtHSAMNN3TWpLJ6Z427iwK2LPs4PKZlnhtHZ+w
-----END CERTIFICATE-----
`;

/** SHA-256 of its public key, as Chromium's `--ignore-certificate-errors-spki-list` wants it. */
export const publicKeyHash = 'KdeDSLzv8zizDUwB4ko9D2UhzHF5DETlNOafyytmIFs=';
