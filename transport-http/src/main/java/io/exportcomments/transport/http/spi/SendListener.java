package io.exportcomments.transport.http.spi;

/**
 * Hears how far a request is. The last event is {@link #answered} or {@link #failed}, once; both come on a thread that
 * may block. The others only set marks, and don't wait.
 */
public interface SendListener {
    /** The request has left its queue, if there is one: from now on its time runs. */
    void started();

    /** It waits for a connection. */
    void connecting();

    /** There is a connection, but nothing was sent yet. */
    void connected();

    /**
     * From now on a part of the request may be on its way.
     *
     * @param reused whether the connection has carried requests before, or may carry others at the same time
     * @return false if the request was given up before, and said not to have been sent: then it must not be
     */
    boolean sending(boolean reused);

    /**
     * Whether an answer's body is of any use; to be asked, without any wait, when its head is there. Otherwise the
     * connection is ended before the answer is told.
     */
    boolean wants(HttpAnswer answer);

    /**
     * The head of the answer is there; whatever is done with its body is done before this returns, or by whoever got
     * the body.
     */
    void answered(HttpAnswer answer);

    /**
     * No answer came. A {@link java.net.ProtocolException} stands for bytes that are not HTTP, and its text is told to
     * nobody, as it may quote them.
     */
    void failed(Throwable failure);
}
