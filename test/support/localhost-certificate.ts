// Answers for a certificate of `localhost` that only tests trust; it is valid for a hundred years and worth nothing.
export const localhostCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+lPS3MgXt7PvbXFp
9cq9xT/ES+jItgdYMhSMzmwFuE+hRANCAASYHqAjrkeMVGwRv7XdoRXG+FbfjmvP
TMevLpgk0ayHPQ+AnRL/UfyxL/jsky8pKr5Eyf15MdwpMWs5m7kivk4d
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUcpVdUKAY3/E5ZE/0QcDK2CP2S0wwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjA1MDkyNFoYDzIxMjYxMDI5
MDUwOTI0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASYHqAjrkeMVGwRv7XdoRXG+FbfjmvPTMevLpgk0ayHPQ+AnRL/Ufyx
L/jsky8pKr5Eyf15MdwpMWs5m7kivk4do2kwZzAdBgNVHQ4EFgQUVd/1STeoSCow
QsOqla5XtUONTgkwHwYDVR0jBBgwFoAUVd/1STeoSCowQsOqla5XtUONTgkwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhANiZvuJam8TgPYILUGTlYKIBadK4ouJbQ6ckiBluOId+AiEA3dRTQL0o
puDlgPRuPne/wIjmsrtUQjlozmL1P2SEoPs=
-----END CERTIFICATE-----`,
};
