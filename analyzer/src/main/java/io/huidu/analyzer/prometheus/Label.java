package io.huidu.analyzer.prometheus;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One label of a series.
 *
 * @param digest of both, the same in every answer
 */
record Label(String name, String value, UUID digest) {

    static Label of(String name, String value) {
        return new Label(name, value, UUID.nameUUIDFromBytes((name + '\0' + value).getBytes(StandardCharsets.UTF_8)));
    }
}
