package io.huidu.e2e.world.load;

/** An answer over HTTP. Not a record: its body is an array. */
final class Answer {

    private final int status;
    private final String version;
    private final boolean last;
    private final byte[] body;

    Answer(int status, String version, boolean last, byte[] body) {
        this.status = status;
        this.version = version;
        this.last = last;
        this.body = body.clone();
    }

    int status() {
        return status;
    }

    /** What {@code X-Version} says; empty when it isn't there. */
    String version() {
        return version;
    }

    /** The server closes the connection after it. */
    boolean isLast() {
        return last;
    }

    byte[] body() {
        return body;
    }
}
