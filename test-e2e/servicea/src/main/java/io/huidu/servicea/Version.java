package io.huidu.servicea;

import java.util.Locale;

/** Which of its two versions this process is. Spring reads the names in any case. */
enum Version {
    V1,
    V2;

    /** As users see it in {@code X-Version}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
