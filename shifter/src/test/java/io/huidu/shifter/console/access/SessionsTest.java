package io.huidu.shifter.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.huidu.shifter.console.access.Sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final String KEY = "a key that all replicas have in common";
    private static final String TOKEN = "the-token-of-somebody";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final Sessions here = sessions(KEY);
    private final Sessions elsewhere = sessions(KEY);

    private Sessions sessions(String key) {
        return new Sessions(key, Duration.ofHours(1), now::get);
    }

    @Test
    void areGoneOnWithByEveryReplicaAndReadByNobodyElse() {
        String cookie = here.seal(here.begin(TOKEN));

        assertThat(elsewhere.open(cookie)).map(Session::token).contains(TOKEN);
        assertThat(cookie).doesNotContain(TOKEN);
        assertThat(sessions("another key, also of thirty-two letters").open(cookie))
                .isEmpty();
    }

    @Test
    void areOverWithTheirTimeAndWithTheirLogout() {
        Session session = here.begin(TOKEN);
        String cookie = here.seal(session);

        here.end(session);

        assertThat(here.open(cookie)).isEmpty();
        assertThat(elsewhere.open(cookie)).as("not heard there").isPresent();
        now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        assertThat(elsewhere.open(cookie)).isEmpty();
    }

    @Test
    void areNoneWhereTheCookieWasChanged() {
        String cookie = here.seal(here.begin(TOKEN));
        int middle = cookie.length() / 2;
        char other = cookie.charAt(middle) == 'A' ? 'B' : 'A';

        assertThat(here.open(cookie.substring(0, middle) + other + cookie.substring(middle + 1)))
                .isEmpty();
        assertThat(here.open("")).isEmpty();
        assertThat(here.open("eyJhbGciOiJub25lIn0.e30.")).isEmpty();
    }
}
