package io.huidu.consumers.notify;

import io.huidu.consumers.message.Template;
import io.huidu.consumers.notify.channel.Channel;
import io.huidu.consumers.notify.channel.GitHubChannel;
import io.huidu.consumers.notify.channel.GrafanaChannel;
import io.huidu.consumers.notify.channel.SecretFile;
import io.huidu.consumers.notify.channel.SlackChannel;
import io.huidu.consumers.notify.channel.TeamsChannel;
import io.huidu.consumers.notify.channel.Web;
import io.huidu.consumers.notify.channel.WebhookChannel;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one channel of the file. */
record ChannelFile(Section section, Web web) {

    private static final List<String> SERVICES = List.of("slack", "teams", "webhook", "grafana", "github");
    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]+/[\\w.-]+");
    private static final String A_URL = "a URL like https://host/path";
    private static final String A_SECRET = "the path of a readable file with the secret in it";
    private static final String A_SECRET_URL = "the path of a readable file with a URL like https://host/path in it";
    private static final URI GITHUB = URI.create("https://api.github.com");

    Optional<Channel> channel() {
        List<String> services = section.present(SERVICES);
        if (services.size() != 1) {
            section.problem("", services.isEmpty() ? "none" : services.toString(), "exactly one of " + SERVICES);
            return Optional.empty();
        }
        String service = services.getFirst();
        Section its = section.section(service).orElseThrow();
        Optional<Channel> channel = switch (service) {
            case "slack" -> secretUrl(its).map(url -> new SlackChannel(web, url));
            case "teams" -> secretUrl(its).map(url -> new TeamsChannel(web, url));
            case "webhook" -> webhook(its);
            case "grafana" -> grafana(its);
            case "github" -> github(its);
            default -> throw new IllegalStateException(service);
        };
        its.end();
        return channel;
    }

    private Optional<Channel> webhook(Section its) {
        Optional<URI> url = its.required("url", A_URL, ChannelFile::url);
        Optional<SecretFile> secret = secret(its, "secretFile");
        return url.flatMap(to -> secret.map(key -> new WebhookChannel(web, to, key)));
    }

    private Optional<Channel> grafana(Section its) {
        Optional<URI> url = its.required("url", A_URL, ChannelFile::url);
        Optional<SecretFile> token = secret(its, "tokenFile");
        return url.flatMap(to -> token.map(file -> new GrafanaChannel(web, to, file)));
    }

    private Optional<Channel> github(Section its) {
        URI url = its.optional("url", A_URL, ChannelFile::url).orElse(GITHUB);
        Optional<String> repository = its.required("repository", "owner/name", ChannelFile::repository);
        Optional<SecretFile> token = secret(its, "tokenFile");
        Template ref = NotificationsFile.template(its, "ref").orElse(Template.of("{{imageTag}}"));
        String environment =
                its.optional("environment", "some text", text -> text).orElse("production");
        return repository.flatMap(name -> token.map(file -> new GitHubChannel(web, url, name, file, ref, environment)));
    }

    private static Optional<SecretFile> secretUrl(Section its) {
        return its.required("urlFile", A_SECRET_URL, path -> {
            SecretFile file = secretFile(path);
            url(file.read().orElseThrow());
            return file;
        });
    }

    private static Optional<SecretFile> secret(Section its, String field) {
        return its.required(field, A_SECRET, ChannelFile::secretFile);
    }

    private static SecretFile secretFile(String path) {
        SecretFile file = new SecretFile(Path.of(path));
        if (file.read().isEmpty()) {
            throw new IllegalArgumentException(path);
        }
        return file;
    }

    private static URI url(String text) {
        URI uri = URI.create(text);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException(text);
        }
        return uri;
    }

    private static String repository(String text) {
        if (!REPOSITORY.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
