package io.huidu.analyzer.cli;

/** A line with its place. */
final class NumberedLine {

    private final String file;
    private final long number;
    private final byte[] text;

    /**
     * @param number from 1
     */
    NumberedLine(String file, long number, byte[] text) {
        this.file = file;
        this.number = number;
        this.text = text;
    }

    /** As UTF-8; not to be changed. */
    byte[] text() {
        return text;
    }

    /** A problem of this line, with its place. */
    String problem(String message) {
        return "%s:%d: %s".formatted(file, number, message);
    }
}
