package io.huidu.analyzer.analysis;

/** The source of measurements doesn't answer, or not usefully; the message is a sentence for people. */
public final class MeasurementException extends Exception {

    private static final long serialVersionUID = 1L;

    public MeasurementException(String message) {
        super(message);
    }

    public MeasurementException(String message, Throwable cause) {
        super(message, cause);
    }
}
