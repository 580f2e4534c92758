package io.huidu.shifter.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.shifter.image.ImageName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies have the shape of the examples in the registries' own documentation. */
class NotificationTest {

    @Test
    void readsTheDockerDistribution() throws UnreadableNotificationException {
        List<Push> pushes = read("""
                {"events": [
                  {"id": "asdf", "timestamp": "2006-01-02T15:04:05Z", "action": "push",
                   "target": {"mediaType": "application/vnd.docker.distribution.manifest.v2+json", "length": 1,
                     "digest": "sha256:fea8895f", "repository": "library/test", "url": "https://example.com/v2/", "tag": "1.4.2"},
                   "request": {"id": "asdfasdf", "addr": "client.local", "host": "registry.example.com:5000", "method": "PUT"},
                   "actor": {"name": "test-actor"}, "source": {"addr": "hostname.local:port"}},
                  {"timestamp": "2006-01-02T15:04:05Z", "action": "push",
                   "target": {"repository": "library/test", "digest": "sha256:fea8895f"}, "request": {"host": "registry.example.com"}},
                  {"timestamp": "2006-01-02T15:04:05Z", "action": "pull",
                   "target": {"repository": "library/test", "tag": "1.4.2"}, "request": {"host": "registry.example.com"}}]}
                """);

        assertThat(pushes)
                .containsExactly(new Push(
                        image("registry.example.com:5000/library/test:1.4.2"),
                        "test-actor",
                        Instant.parse("2006-01-02T15:04:05Z")));
    }

    @Test
    void readsHarbor() throws UnreadableNotificationException {
        List<Push> pushes = read("""
                {"type": "PUSH_ARTIFACT", "occur_at": 1586922308, "operator": "admin",
                 "event_data": {
                   "resources": [{"digest": "sha256:8a9e9863", "tag": "1.4.2", "resource_url": "hub.harbor.com/test-webhook/debian:1.4.2"}],
                   "repository": {"date_created": 1586922308, "name": "debian", "namespace": "test-webhook",
                     "repo_full_name": "test-webhook/debian", "repo_type": "private"}}}
                """);

        assertThat(pushes)
                .containsExactly(new Push(
                        image("hub.harbor.com/test-webhook/debian:1.4.2"), "admin", Instant.ofEpochSecond(1586922308)));
    }

    @Test
    void readsHarborsCloudEvents() throws UnreadableNotificationException {
        List<Push> pushes = read("""
                {"specversion": "1.0", "id": "4b2f89a6", "source": "/projects/1/webhook/policies/15",
                 "type": "harbor.artifact.pushed", "datacontenttype": "application/json", "time": "2023-04-03T06:33:50Z",
                 "data": {"resources": [{"digest": "sha256:954b378c", "tag": "v1.9.0", "resource_url": "harbor.dev/library/photon:v1.9.0"}],
                   "repository": {"name": "photon", "namespace": "library", "repo_full_name": "library/photon"}},
                 "operator": "robot$library+ci"}
                """);

        assertThat(pushes)
                .containsExactly(new Push(
                        image("harbor.dev/library/photon:v1.9.0"),
                        "robot$library+ci",
                        Instant.parse("2023-04-03T06:33:50Z")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "PULL_ARTIFACT", "occur_at": 1, "event_data": {"resources": [{"tag": "1", "resource_url": "a.b/c:1"}]}}
            {"specversion": "1.0", "type": "harbor.artifact.deleted", "data": {}}
            {"events": []}
            """)
    void whatIsNoPushGivesNothing(String body) throws UnreadableNotificationException {
        assertThat(read(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no json                                                                  | body: got no JSON, expected a JSON object
            [1]                                                                      | body: got a JSON array without these
            {}                                                                       | body: got a JSON object without these
            {"events": [{"action": "push", "target": {"repository": "a", "tag": "1"}}]} | events.request.host: got nothing, expected some text
            {"events": [{"action": "push", "request": {"host": "h.i"}, "target": {"repository": 7, "tag": "1"}}]} | events.target.repository: got '7', expected some text
            {"events": [{"action": "push", "request": {"host": "h.i"}, "target": {"repository": "A b", "tag": "1"}}]} | image: got 'h.i/A b:1', expected registry/path:tag
            {"events": [{"action": "push", "request": {"host": "h.i"}, "target": {"repository": "a", "tag": "1"}}]} | events.timestamp: got nothing, expected a time such as
            {"type": "PUSH_ARTIFACT", "occur_at": "now", "event_data": {}}           | occur_at: got 'now', expected seconds since 1970
            """)
    void refusesWhatIsNoNotification(String body, String problem) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(UnreadableNotificationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesWhatIsNestedToEatMemory() {
        assertThatThrownBy(() -> read("[".repeat(10_000))).hasMessageContaining("body: got no JSON");
    }

    private static List<Push> read(String body) throws UnreadableNotificationException {
        return Notification.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static ImageName image(String name) {
        return ImageName.parse(name).orElseThrow();
    }
}
