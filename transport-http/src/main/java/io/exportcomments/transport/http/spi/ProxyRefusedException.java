package io.exportcomments.transport.http.spi;

import java.io.IOException;

/** A proxy did not open the way to the service. */
public final class ProxyRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * A refusal.
     *
     * @param status what the proxy answered
     */
    public ProxyRefusedException(int status) {
        super(isLogin(status) ? "the proxy asks for a user and password" : "the proxy refused, HTTP " + status);
        this.status = status;
    }

    private ProxyRefusedException(String words) {
        super(words);
        status = 0;
    }

    /**
     * A refusal by SOCKS 5. Source: RFC 1928, section 6.
     *
     * @param reply the proxy's reply to the wish for a connection
     */
    public static ProxyRefusedException ofSocks(int reply) {
        return new ProxyRefusedException(
                switch (reply) {
                    case 2 -> "the proxy does not allow it";
                    case 3, 4 -> "the proxy found no way to the host";
                    case 5 -> "the host refused the proxy's connection";
                    default -> "the proxy refused, SOCKS error " + reply;
                });
    }

    /**
     * A refusal by SOCKS 5, before any host was named.
     *
     * @param told whether a user and a password were told
     */
    public static ProxyRefusedException ofSocksLogin(boolean told) {
        return new ProxyRefusedException(
                told ? "the proxy does not accept the user and password" : "the proxy asks for a user and password");
    }

    /** Tinyproxy says 401 where the password is wrong. */
    private static boolean isLogin(int status) {
        return status == 407 || status == 401;
    }

    /** Whether it is an answer that asks for a user and a password, or does not accept them. */
    public boolean asksForLogin() {
        return isLogin(status);
    }

    /** What the proxy answered; 0 if that was not HTTP. */
    public int status() {
        return status;
    }
}
