package io.huidu.service;

import java.util.List;

/** Environment variables that a process can't start with; the message lists every problem on a line of its own. */
public final class EnvironmentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EnvironmentException(List<String> problems) {
        super("The environment has %d problem%s:%n  %s"
                .formatted(
                        problems.size(),
                        problems.size() == 1 ? "" : "s",
                        String.join(System.lineSeparator() + "  ", problems)));
    }
}
