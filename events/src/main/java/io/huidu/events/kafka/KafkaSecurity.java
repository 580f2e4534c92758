package io.huidu.events.kafka;

import io.huidu.service.Environment;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * How brokers are told from others, and how we prove to them who we are: read from {@code HUIDU_KAFKA_…}, given as
 * properties of kafka-clients. Always over TLS, unless plaintext is asked for by name.
 */
final class KafkaSecurity {

    private static final String SECURITY = "HUIDU_KAFKA_SECURITY";
    private static final String CA = "HUIDU_KAFKA_CA";
    private static final String CERTIFICATE = "HUIDU_KAFKA_CERTIFICATE";
    private static final String KEY = "HUIDU_KAFKA_KEY";
    private static final String KEY_PASSWORD = "HUIDU_KAFKA_KEY_PASSWORD";
    private static final String SASL = "HUIDU_KAFKA_SASL";
    private static final String USERNAME = "HUIDU_KAFKA_USERNAME";
    private static final String PASSWORD = "HUIDU_KAFKA_PASSWORD";
    private static final String TOKEN_FILE = "HUIDU_KAFKA_OAUTH_TOKEN_FILE";
    private static final String TOKEN_URL = "HUIDU_KAFKA_OAUTH_TOKEN_URL";
    private static final String CLIENT_ID = "HUIDU_KAFKA_OAUTH_CLIENT_ID";
    private static final String CLIENT_SECRET = "HUIDU_KAFKA_OAUTH_CLIENT_SECRET";
    private static final String SCOPE = "HUIDU_KAFKA_OAUTH_SCOPE";

    private static final List<String> OF_SCRAM = List.of(USERNAME, PASSWORD);
    private static final List<String> OF_TOKEN_ENDPOINT = List.of(TOKEN_URL, CLIENT_ID, CLIENT_SECRET);
    private static final List<String> OF_OAUTH = Stream.concat(OF_TOKEN_ENDPOINT.stream(), Stream.of(SCOPE, TOKEN_FILE))
            .toList();
    private static final List<String> OF_TLS = List.of(CA, CERTIFICATE, KEY, KEY_PASSWORD, SASL);

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN (ENCRYPTED )?PRIVATE KEY-----.+", Pattern.DOTALL);

    private enum Transport {
        TLS,
        PLAINTEXT
    }

    private enum Mechanism {
        SCRAM_SHA_256,
        SCRAM_SHA_512,
        OAUTHBEARER
    }

    private final Environment environment;
    private final List<Supplier<Map<String, String>>> parts = new ArrayList<>();

    private KafkaSecurity(Environment environment) {
        this.environment = environment;
    }

    /** Reads the variables; those that don't go together are problems of the environment. */
    static Supplier<Map<String, String>> from(Environment environment) {
        KafkaSecurity security = new KafkaSecurity(environment);
        Transport transport =
                environment.choice(SECURITY, Transport.class).now().orElse(Transport.TLS);
        Optional<Mechanism> mechanism =
                environment.choice(SASL, Mechanism.class).now();
        security.tls();
        security.scram(mechanism);
        security.oauth(mechanism);
        if (transport == Transport.PLAINTEXT) {
            security.none(OF_TLS, "nothing with %s=plaintext".formatted(SECURITY));
        }
        String protocol = protocol(transport, mechanism).name;
        return () -> {
            Map<String, String> properties = new TreeMap<>();
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
            security.parts.forEach(part -> properties.putAll(part.get()));
            return Map.copyOf(properties);
        };
    }

    /** Kafka asks for it once more, for the sake of clients that are configured from afar; ours are not. */
    static void allowTokens(Map<String, String> clientProperties) {
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

    private static SecurityProtocol protocol(Transport transport, Optional<Mechanism> mechanism) {
        return switch (transport) {
            case PLAINTEXT -> SecurityProtocol.PLAINTEXT;
            case TLS -> mechanism.isPresent() ? SecurityProtocol.SASL_SSL : SecurityProtocol.SSL;
        };
    }

    private void tls() {
        Supplier<Optional<String>> ca = certificates(CA);
        Supplier<Optional<String>> certificate = certificates(CERTIFICATE);
        Supplier<Optional<String>> key = environment
                .secret(KEY)
                .as("a private key in PEM (PKCS #8: BEGIN PRIVATE KEY)", KafkaSecurity::key)
                .optional();
        Supplier<Optional<String>> password = environment.secret(KEY_PASSWORD).optional();
        together(CERTIFICATE, KEY);
        together(KEY, CERTIFICATE);
        if (environment.given(KEY).isEmpty()) {
            none(List.of(KEY_PASSWORD), "nothing without %s_FILE".formatted(KEY));
        }
        parts.add(() -> {
            Map<String, String> properties = new TreeMap<>();
            ca.get().ifPresent(pem -> {
                properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
                properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, pem);
            });
            certificate.get().ifPresent(pem -> {
                properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
                properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, pem);
            });
            key.get().ifPresent(pem -> properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, pem));
            password.get().ifPresent(secret -> properties.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, secret));
            return properties;
        });
    }

    private void scram(Optional<Mechanism> mechanism) {
        Optional<Mechanism> scram = mechanism.filter(one -> one != Mechanism.OAUTHBEARER);
        if (scram.isEmpty()) {
            none(OF_SCRAM, "nothing without %s=scram-sha-512 or scram-sha-256".formatted(SASL));
            return;
        }
        Supplier<String> username = environment.string(USERNAME).required();
        Supplier<String> password = environment.secret(PASSWORD).required();
        parts.add(() -> Map.of(
                SaslConfigs.SASL_MECHANISM,
                scram.get().name().replace('_', '-'),
                SaslConfigs.SASL_JAAS_CONFIG,
                "%s required username=%s password=%s;"
                        .formatted(ScramLoginModule.class.getName(), quoted(username.get()), quoted(password.get()))));
    }

    private void oauth(Optional<Mechanism> mechanism) {
        if (mechanism.filter(one -> one == Mechanism.OAUTHBEARER).isEmpty()) {
            none(OF_OAUTH, "nothing without %s=oauthbearer".formatted(SASL));
            return;
        }
        parts.add(() -> Map.of(
                SaslConfigs.SASL_MECHANISM,
                OAuthBearerLoginModule.OAUTHBEARER_MECHANISM,
                SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
                OAuthBearerLoginCallbackHandler.class.getName(),
                SaslConfigs.SASL_JAAS_CONFIG,
                OAuthBearerLoginModule.class.getName() + " required;"));
        Supplier<Optional<String>> scope = environment.string(SCOPE).optional();
        parts.add(() -> scope.get()
                .map(text -> Map.of(SaslConfigs.SASL_OAUTHBEARER_SCOPE, text))
                .orElse(Map.of()));
        parts.add(environment.given(TOKEN_FILE).isPresent() ? tokenFile() : tokenEndpoint());
    }

    private Supplier<Map<String, String>> tokenFile() {
        none(OF_TOKEN_ENDPOINT, "nothing with " + TOKEN_FILE);
        Supplier<String> file = environment
                .of(TOKEN_FILE, "the path of a readable file with a token", KafkaSecurity::readable)
                .required();
        return () -> Map.of(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, file.get());
    }

    private Supplier<Map<String, String>> tokenEndpoint() {
        Supplier<String> url = environment
                .uri(TOKEN_URL)
                .as(
                        "a URL like https://idp/token (http only of this machine), or %s".formatted(TOKEN_FILE),
                        uri -> endpoint(uri).toString())
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

    private Supplier<Optional<String>> certificates(String name) {
        return environment
                .secret(name)
                .as("certificates in PEM (BEGIN CERTIFICATE)", KafkaSecurity::certificate)
                .optional();
    }

    private void together(String given, String needed) {
        if (environment.given(needed).isEmpty()) {
            environment
                    .given(given)
                    .ifPresent(name -> environment.problem(needed + "_FILE", "nothing", "a file, as with " + name));
        }
    }

    private void none(List<String> names, String expected) {
        names.stream()
                .map(environment::given)
                .flatMap(Optional::stream)
                .forEach(name -> environment.problem(name, "a value", expected));
    }

    private static String certificate(String pem) {
        try {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .isEmpty()) {
                throw new IllegalArgumentException("no certificate");
            }
            return pem;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("no certificate", e);
        }
    }

    private static String key(String pem) {
        if (!PRIVATE_KEY.matcher(pem).matches()) {
            throw new IllegalArgumentException("no private key");
        }
        return pem;
    }

    private static String readable(String path) {
        Path file = Path.of(path).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("not readable");
        }
        return file.toUri().toString();
    }

    /** A client's secret goes there. */
    private static URI endpoint(URI uri) {
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

    /** As JAAS reads a text. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
