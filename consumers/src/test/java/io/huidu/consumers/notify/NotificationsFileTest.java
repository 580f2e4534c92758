package io.huidu.consumers.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.consumers.message.Kind;
import io.huidu.consumers.notify.channel.GitHubChannel;
import io.huidu.consumers.notify.channel.GrafanaChannel;
import io.huidu.consumers.notify.channel.SlackChannel;
import io.huidu.consumers.notify.channel.TeamsChannel;
import io.huidu.consumers.notify.channel.Web;
import io.huidu.consumers.notify.channel.WebhookChannel;
import io.huidu.events.ReleaseKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationsFileTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSecrets() throws IOException {
        Files.writeString(folder.resolve("url"), "https://hooks.example/T0/B0\n");
        Files.writeString(folder.resolve("token"), "secret");
    }

    @Test
    void readsEveryKindOfChannelAndWhatGoesThere() throws Exception {
        Notifications notifications = read("""
            channels:
              oncall: {slack: {urlFile: FOLDER/url}, tries: 20, maxAge: 1h}
              team: {teams: {urlFile: FOLDER/url}}
              audit: {webhook: {url: "https://audit.example/huidu", secretFile: FOLDER/token}}
              graphs: {grafana: {url: "https://grafana.example", tokenFile: FOLDER/token}}
              deploys: {github: {repository: shop/servicea, tokenFile: FOLDER/token, ref: "v{{imageTag}}"}}
            routes:
              - {channels: [oncall], releases: ["shop/*"], kinds: [held, rolled-back]}
              - {channels: [team, audit, graphs, deploys]}
            templates:
              promoted: {title: "{{release}} is out"}
            """);

        assertThat(notifications.channels())
                .extracting(ChannelSettings::name)
                .containsExactly("oncall", "team", "audit", "graphs", "deploys");
        assertThat(notifications.channels())
                .extracting(settings -> (Object) settings.channel().getClass())
                .containsExactly(
                        SlackChannel.class,
                        TeamsChannel.class,
                        WebhookChannel.class,
                        GrafanaChannel.class,
                        GitHubChannel.class);
        assertThat(notifications.channels().getFirst().tries()).isEqualTo(20);
        assertThat(notifications.channels().getFirst().maxAge()).isEqualTo(Duration.ofHours(1));
        Route oncall = notifications.routes().getFirst();
        assertThat(oncall.leads("oncall", Kind.HELD, new ReleaseKey("shop", "a")))
                .isTrue();
        assertThat(oncall.leads("oncall", Kind.HELD, new ReleaseKey("shoppers", "a")))
                .isFalse();
        assertThat(oncall.leads("oncall", Kind.STARTED, new ReleaseKey("shop", "a")))
                .isFalse();
        Route all = notifications.routes().getLast();
        assertThat(all.leads("audit", Kind.STARTED, new ReleaseKey("x", "y"))).isTrue();
        assertThat(all.leads("audit", Kind.STEP_ENTERED, new ReleaseKey("x", "y")))
                .isFalse();
    }

    @Test
    void tellsAllProblemsAtOnceWithTheirFields() {
        assertThatThrownBy(() -> read("""
            channels:
              On Call: {slack: {urlFile: FOLDER/none}}
              team: {teams: {urlFile: FOLDER/token, colour: red}, slack: {}}
              audit: {webhook: {url: "ftp://audit"}, tries: 0, maxAge: tomorrow}
              nothing: {}
              graphs: 7
            routes:
              - {channels: [nobody], kinds: [rolledback], releases: [shop]}
              - {kinds: []}
            templates:
              rolled-back: {text: "{{who}}"}
              exploded: {}
            colour: red
            """))
                .isInstanceOf(NotificationsException.class)
                .extracting(this::problems)
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .anySatisfy(line -> assertThat(line).startsWith("channels.On Call: got 'On Call', expected a name of"))
                .contains(
                        "channels.On Call.slack.urlFile: got 'FOLDER/none', expected the path of a readable file with a"
                                + " URL like https://host/path in it",
                        "channels.team: got [slack, teams], expected exactly one of [slack, teams, webhook, grafana,"
                                + " github]",
                        "channels.audit.webhook.url: got 'ftp://audit', expected a URL like https://host/path",
                        "channels.audit.webhook.secretFile: got nothing, expected the path of a readable file with the"
                                + " secret in it",
                        "channels.audit.tries: got '0', expected a whole number from 1 to 50",
                        "channels.nothing: got none, expected exactly one of [slack, teams, webhook, grafana, github]",
                        "channels.graphs: got '7', expected an object",
                        "routes[0].releases[0]: got 'shop', expected namespace/name, in which * stands for anything",
                        "routes[1].channels: got nothing, expected a list of channels' names",
                        "colour: got an unknown field, expected [channels, routes, templates]")
                .anySatisfy(line ->
                        assertThat(line).startsWith("channels.audit.maxAge: got 'tomorrow', expected a duration like"))
                .anySatisfy(line -> assertThat(line).startsWith("routes[0].channels[0]: got 'nobody', expected one of"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("routes[0].kinds[0]: got 'rolledback', expected one of [started, "))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("templates.rolled-back.text: got '{{who}}', expected a Mustache template of the"))
                .anySatisfy(line -> assertThat(line).startsWith("templates.exploded: got 'exploded', expected one of"));
    }

    @Test
    void saysWhereAFileIsNoYaml() {
        assertThatThrownBy(() -> read("channels: {\n  a: [}"))
                .isInstanceOf(NotificationsException.class)
                .hasMessageStartingWith("file: got '")
                .hasMessageContaining("line 2")
                .hasMessageEndingWith("expected a YAML or JSON document");
        assertThatThrownBy(() -> read("")).hasMessageContaining("channels: got nothing");
        assertThatThrownBy(() -> read("channels: {}\nchannels: {}")).isInstanceOf(NotificationsException.class);
    }

    @Test
    void refusesAFileThatIsTooDeepOrTooLarge() throws IOException {
        Path large = Files.writeString(folder.resolve("large"), "#".repeat((1 << 20) + 1));

        assertThatThrownBy(() -> read("channels: " + "[".repeat(1000) + "]".repeat(1000)))
                .isInstanceOf(NotificationsException.class)
                .hasMessageContaining("depth (17) exceeds the maximum allowed (16");
        assertThatThrownBy(() -> Notifications.read(large))
                .hasMessageEndingWith("expected the path of a readable text file of at most 1048576 bytes");
    }

    private List<String> problems(Throwable e) {
        return String.valueOf(e.getMessage())
                .replace(folder.toString(), "FOLDER")
                .lines()
                .toList();
    }

    private Notifications read(String text) throws NotificationsException {
        return new NotificationsFile(new Web(InstantSource.system())).read(text.replace("FOLDER", folder.toString()));
    }
}
