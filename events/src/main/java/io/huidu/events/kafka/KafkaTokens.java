package io.huidu.events.kafka;

import io.huidu.service.Environment;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;

/** How a client gets the tokens that it logs in with: from an endpoint, or from a file that somebody keeps fresh. */
final class KafkaTokens {

    private static final String TOKEN_FILE = "HUIDU_KAFKA_OAUTH_TOKEN_FILE";
    private static final String TOKEN_URL = "HUIDU_KAFKA_OAUTH_TOKEN_URL";
    private static final String CLIENT_ID = "HUIDU_KAFKA_OAUTH_CLIENT_ID";
    private static final String CLIENT_SECRET = "HUIDU_KAFKA_OAUTH_CLIENT_SECRET";
    private static final String SCOPE = "HUIDU_KAFKA_OAUTH_SCOPE";

    private static final List<String> OF_ENDPOINT = List.of(TOKEN_URL, CLIENT_ID, CLIENT_SECRET);

    /** All of them. */
    static final List<String> VARIABLES =
            Stream.concat(OF_ENDPOINT.stream(), Stream.of(SCOPE, TOKEN_FILE)).toList();

    private KafkaTokens() {}

    /** Properties of kafka-clients. */
    static Supplier<Map<String, String>> from(Environment environment) {
        Supplier<Optional<String>> scope = environment.string(SCOPE).optional();
        Supplier<Map<String, String>> source =
                environment.given(TOKEN_FILE).isPresent() ? file(environment) : endpoint(environment);
        return () -> {
            Map<String, String> properties = new TreeMap<>(source.get());
            properties.put(SaslConfigs.SASL_MECHANISM, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM);
            properties.put(
                    SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, OAuthBearerLoginCallbackHandler.class.getName());
            properties.put(SaslConfigs.SASL_JAAS_CONFIG, OAuthBearerLoginModule.class.getName() + " required;");
            scope.get().ifPresent(text -> properties.put(SaslConfigs.SASL_OAUTHBEARER_SCOPE, text));
            return properties;
        };
    }

    /** Kafka asks for it once more, for the sake of clients that are configured from afar; ours are not. */
    static void allow(Map<String, String> clientProperties) {
        Optional.ofNullable(clientProperties.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL))
                .ifPresent(url -> {
                    allow("urls", url);
                    if (url.startsWith("file:")) {
                        allow("files", Path.of(URI.create(url)).toString());
                    }
                });
    }

    private static synchronized void allow(String kind, String what) {
        String property = "org.apache.kafka.sasl.oauthbearer.allowed." + kind;
        Set<String> allowed =
                new TreeSet<>(List.of(System.getProperty(property, what).split(",", -1)));
        allowed.add(what);
        System.setProperty(property, String.join(",", allowed));
    }

    private static Supplier<Map<String, String>> file(Environment environment) {
        environment.none(OF_ENDPOINT, "nothing with " + TOKEN_FILE);
        Supplier<String> file = environment
                .of(TOKEN_FILE, "the path of a readable file with a token", KafkaTokens::readable)
                .required();
        return () -> Map.of(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, file.get());
    }

    private static Supplier<Map<String, String>> endpoint(Environment environment) {
        Supplier<String> url = environment
                .uri(TOKEN_URL)
                .as(
                        "a URL like https://idp/token (http only of this machine), or %s".formatted(TOKEN_FILE),
                        uri -> confidential(uri).toString())
                .required();
        Supplier<String> id = environment.string(CLIENT_ID).required();
        Supplier<String> secret = environment.secret(CLIENT_SECRET).required();
        return () -> Map.of(
                SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL,
                url.get(),
                SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID,
                id.get(),
                SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET,
                secret.get());
    }

    private static String readable(String path) {
        Path file = Path.of(path).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("not readable");
        }
        return file.toUri().toString();
    }

    /** A client's secret goes there. */
    private static URI confidential(URI uri) {
        boolean local;
        try {
            local = InetAddress.getByName(uri.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            local = false;
        }
        if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && local)) {
            throw new IllegalArgumentException("not https");
        }
        return uri;
    }
}
