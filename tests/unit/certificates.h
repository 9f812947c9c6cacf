/* Certificates and a signature made with the openssl command, whose private keys were thrown away.
 */
#ifndef TESTS_UNIT_CERTIFICATES_H
#define TESTS_UNIT_CERTIFICATES_H

/* RSA, 2048 bits, serial 0157F09EFDC096DE15EBE81A47057A7232F1B8E1. */
static const char SIGNER_CERTIFICATE[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIDGTCCAgGgAwIBAgIUAVfwnv3Alt4V6+gaRwV6cjLxuOEwDQYJKoZIhvcNAQEL\n"
    "BQAwGzEZMBcGA1UEAwwQTWFsbCB0ZXN0IHNpZ25lcjAgFw0yNjExMjIwMTM3NTha\n"
    "GA8yMTI2MTAyOTAxMzc1OFowGzEZMBcGA1UEAwwQTWFsbCB0ZXN0IHNpZ25lcjCC\n"
    "ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBALsSHP4bvhVonFvIdhaSVyLU\n"
    "cbGdLXr5QSzDj8V23EHksU4Yrcmb/G1ve1lLf9pX+2KGhK2Re+m1xmq7ZrFHF9Z0\n"
    "034P/OmEYJFXTHgF65Dbko0NgVYCIvfAULpOipBifF/tYhnF+gvsKps7KimPpqnr\n"
    "L4zFn38VdZUtEIcFfzJVPihiYyd/rGv76PPz1fHdjdtYuYk2IL9X7pnyBO8YTJh9\n"
    "B/9vpSAaZ2mrz3/MUGW2E9Kz/eEGSmrLPrST7YT6PdDOmdoayNV8rYsabSIw0SaP\n"
    "Bqaq+mVc4KETwrmuqeVEBZ+/lfoG7NOvTmOIZSswCO/tr5Lh8yZ6OOLyTwEci8kC\n"
    "AwEAAaNTMFEwHQYDVR0OBBYEFLXy1GMhOx2/l5C3bu1TfknlrT8WMB8GA1UdIwQY\n"
    "MBaAFLXy1GMhOx2/l5C3bu1TfknlrT8WMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZI\n"
    "hvcNAQELBQADggEBAGqSOFg9Aqllu+YrZfaPTm6TKeazcOLVIXXN3vE8iJbdDTyI\n"
    "O6/mV8NtTCjhaUF8UPFD256KnSqfjF2LvkUedJVH8rOo/KZcALNsKtlF6Z/s0AZE\n"
    "+V5b+yaKodnPzExdzrPq0mHmA7X3wRWVAohwoqAA3yDZHKOX4BzHTK+tNI5KX7WA\n"
    "GLemOHYZTsPDqOKEdbQusL/K7O7B0Yp0lQQfLe3SXDynSMdzntGGZtD1pjrl2QHL\n"
    "SsbrULzemOILwMpJf9Mg7VLI1BHovygOMdIMHiN233fXDdTxDtizurcqi2UYjRdf\n"
    "bYumH7dTzjHlwa9UiDqsyRMRO1U3GJ/a9Nwrqmg=\n"
    "-----END CERTIFICATE-----\n";

/* The public key in it. */
static const char SIGNER_PUBLIC_KEY[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuxIc/hu+FWicW8h2FpJX\n"
    "ItRxsZ0tevlBLMOPxXbcQeSxThityZv8bW97WUt/2lf7YoaErZF76bXGartmsUcX\n"
    "1nTTfg/86YRgkVdMeAXrkNuSjQ2BVgIi98BQuk6KkGJ8X+1iGcX6C+wqmzsqKY+m\n"
    "qesvjMWffxV1lS0QhwV/MlU+KGJjJ3+sa/vo8/PV8d2N21i5iTYgv1fumfIE7xhM\n"
    "mH0H/2+lIBpnaavPf8xQZbYT0rP94QZKass+tJPthPo90M6Z2hrI1XytixptIjDR\n"
    "Jo8Gpqr6ZVzgoRPCua6p5UQFn7+V+gbs069OY4hlKzAI7+2vkuHzJno44vJPARyL\n"
    "yQIDAQAB\n"
    "-----END PUBLIC KEY-----\n";

/* RSA, 1024 bits. */
static const char WEAK_CERTIFICATE[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIICFDCCAX2gAwIBAgIUJiBgmc9+hVKg1IBnJo5P9cHj6HAwDQYJKoZIhvcNAQEL\n"
    "BQAwGzEZMBcGA1UEAwwQTWFsbCB3ZWFrIHNpZ25lcjAgFw0yNjExMjIwMTM3NTha\n"
    "GA8yMTI2MTAyOTAxMzc1OFowGzEZMBcGA1UEAwwQTWFsbCB3ZWFrIHNpZ25lcjCB\n"
    "nzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEA5WKt0AHtVvVTcoAJFt2f1DhoYogQ\n"
    "a8jPsMlpXmMJ4Lsy29B+Kxwhub+JM4wAOjQVpFO+yr/RpetY1u/n+yqAcHwZhVms\n"
    "KwpzMKYDFln0rQyIrKOhVSCnxG30xitS397myuon6BvOs2gKLd98sQwYXkDMyN2E\n"
    "8TtYOOMEpt8S+A8CAwEAAaNTMFEwHQYDVR0OBBYEFOhGknbO0xJKWeq7CDMGEO4P\n"
    "2/9qMB8GA1UdIwQYMBaAFOhGknbO0xJKWeq7CDMGEO4P2/9qMA8GA1UdEwEB/wQF\n"
    "MAMBAf8wDQYJKoZIhvcNAQELBQADgYEA3VRZILZ4OYGUf/iQl0M/7RxTPjKjFpSb\n"
    "e4KKDfbOfoGdGjNnU6ABG46sjOgJabwJybq4g2a0akIIWCGILfQLC5jK3V9pIyfv\n"
    "8NuDmzmECnsC2sfNc9mjuRpvIo94hSO1t/p0r//GmA+bPcchl+O2ArCbmCKCe0d0\n"
    "uZA8MAByH18=\n"
    "-----END CERTIFICATE-----\n";

/* Elliptic curve P-256. */
static const char EC_CERTIFICATE[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBijCCAS+gAwIBAgIUZAx0XpVs2i7cPalYR7kQ4W10stgwCgYIKoZIzj0EAwIw\n"
    "GTEXMBUGA1UEAwwOTWFsbCBFQyBzaWduZXIwIBcNMjYxMTIyMDEzNzU4WhgPMjEy\n"
    "NjEwMjkwMTM3NThaMBkxFzAVBgNVBAMMDk1hbGwgRUMgc2lnbmVyMFkwEwYHKoZI\n"
    "zj0CAQYIKoZIzj0DAQcDQgAEOfJm920lsvMAr05t33sig7ED/gKHm1yDu3gWYiqV\n"
    "rF0lceVXSg+ktrEFjQZvFa0aqMNpMvlg46b+qWEfA1n4VqNTMFEwHQYDVR0OBBYE\n"
    "FGlmlSCC9bo+jsFb/n/f7KwYRey9MB8GA1UdIwQYMBaAFGlmlSCC9bo+jsFb/n/f\n"
    "7KwYRey9MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAOQZl3GL\n"
    "Cq0MD3sU0Z03HUUxFg+F9dQ2LxEOuwu857/dAiEA8ChwoBO7k/SPjN6Yg8zf3iig\n"
    "CTLD3mfTbx1yn9eyZw8=\n"
    "-----END CERTIFICATE-----\n";

/* What the signer signed, and its signature. */
static const char SIGNED_MESSAGE[] = "GET\n/v3/certificates\n1554208460\n593BEC0C930BF1AF\n\n";
static const char SIGNATURE[] =
    "jvt84VPgxMSC2QiDtD591eJz631dnoIOoKNtEghz2uoAtUXhHvnANOkpoMg9K9/9zgLyAidzGrBa"
    "mkKGdHD9mZUUVyUkoibw4bS4Akzi+iQUBwRORapW20JI7y9lezMZYfFAf8UCsKfb5Nk8zRkrVRbL"
    "6mxyCBSc9fAiZXuazfIwFxobPtNf9ndGZzAX7n0QXexuibzQP7wuyVO7/et55LmjuhBq/d+AtDQK"
    "aeZdHO8rhRdQQxo93CP/ovu8wTLhJfYwr1HQNCkWcjZ7IR4QJHRIWMOpvIcDx7A3sFf5Rpsm7hKe"
    "J9Fw0j1rxMpTIgV6d3JofNZMEWNEWKb7iM3vUQ==";

#endif
