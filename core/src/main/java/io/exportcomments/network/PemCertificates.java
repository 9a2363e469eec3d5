package io.exportcomments.network;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates in PEM, whatever else stands around them. */
final class PemCertificates {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([^-]*)-----END (?:TRUSTED |X509 )?CERTIFICATE-----");

    private PemCertificates() {}

    /** All certificates of a text, at least one. */
    static List<X509Certificate> parse(String pem) {
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            found.add(certificate(blocks.group(1), found.size() + 1));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate in PEM in it (-----BEGIN CERTIFICATE-----)");
        }
        return found;
    }

    private static X509Certificate certificate(String base64, int number) {
        String block = "-----BEGIN CERTIFICATE-----\n" + base64.strip() + "\n-----END CERTIFICATE-----\n";
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("its certificate " + number + " can't be read", e);
        }
    }
}
