package io.huidu.e2e.security;

import io.huidu.e2e.world.FreePorts;
import io.huidu.e2e.world.InProcessBroker;
import io.huidu.events.kafka.KafkaSettings;
import io.huidu.service.Environment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker that lets in who has proven who it is, over TLS, and lets it do what an ACL allows. Its plaintext listener
 * is the administrator's.
 */
final class SecuredBroker implements AutoCloseable {

    private static final String MODULES = "org.apache.kafka.common.security.";

    private final Certificates server;
    private final Certificates client;
    private final InProcessBroker broker;
    private final int loginPort;
    private final int certificatePort;
    private final Admin admin;

    SecuredBroker(Path directory, TokenIssuer issuer) {
        server = Certificates.of(directory, "broker");
        client = Certificates.of(directory, "huidu-listener");
        List<Integer> ports = FreePorts.next(2);
        loginPort = ports.getFirst();
        certificatePort = ports.getLast();
        System.setProperty(
                "org.apache.kafka.sasl.oauthbearer.allowed.urls",
                issuer.uri("/jwks").toString());
        broker = InProcessBroker.start(properties -> secured(properties, issuer));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private Map<String, String> secured(Map<String, String> properties, TokenIssuer issuer) {
        String listeners = properties.get("listeners")
                + ",LOGIN://127.0.0.1:%d,CERTIFICATE://127.0.0.1:%d".formatted(loginPort, certificatePort);
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(Map.of(
                "listeners",
                listeners,
                "advertised.listeners",
                listeners,
                "listener.security.protocol.map",
                properties.get("listener.security.protocol.map") + ",LOGIN:SASL_SSL,CERTIFICATE:SSL",
                "authorizer.class.name",
                RecordingAuthorizer.class.getName(),
                "super.users",
                "User:ANONYMOUS",
                "ssl.keystore.location",
                server.store().toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.password",
                Certificates.PASSWORD,
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512,OAUTHBEARER"));
        all.putAll(Map.of(
                "listener.name.certificate.ssl.client.auth",
                "required",
                "listener.name.certificate.ssl.truststore.type",
                "PEM",
                "listener.name.certificate.ssl.truststore.location",
                client.certificate().toString(),
                "listener.name.login.scram-sha-512.sasl.jaas.config",
                MODULES + "scram.ScramLoginModule required;",
                "listener.name.login.oauthbearer.sasl.jaas.config",
                MODULES + "oauthbearer.OAuthBearerLoginModule required;",
                "listener.name.login.oauthbearer.sasl.server.callback.handler.class",
                MODULES + "oauthbearer.OAuthBearerValidatorCallbackHandler",
                "listener.name.login.sasl.oauthbearer.jwks.endpoint.url",
                issuer.uri("/jwks").toString(),
                "listener.name.login.sasl.oauthbearer.expected.audience",
                TokenIssuer.AUDIENCE,
                "listener.name.login.sasl.oauthbearer.expected.issuer",
                TokenIssuer.ISSUER));
        return all;
    }

    void user(String name, String password) throws ExecutionException, InterruptedException {
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                .all()
                .get();
    }

    void allow(List<AclBinding> acls) throws ExecutionException, InterruptedException {
        admin.createAcls(acls).all().get();
    }

    void forbid(AclBinding acl) throws ExecutionException, InterruptedException {
        admin.deleteAcls(List.of(acl.toFilter())).all().get();
    }

    void topic(String name) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                .all()
                .get();
    }

    Admin admin() {
        return admin;
    }

    /** Where its plaintext listener is. */
    String plaintext() {
        return broker.bootstrapServers();
    }

    /** Settings of somebody who logs in, as a process reads them. */
    KafkaSettings login(Map<String, String> variables) {
        return settings(loginPort, variables);
    }

    KafkaSettings scram(String user, Path password) {
        return login(Map.of(
                "HUIDU_KAFKA_SASL",
                "scram-sha-512",
                "HUIDU_KAFKA_USERNAME",
                user,
                "HUIDU_KAFKA_PASSWORD_FILE",
                password.toString()));
    }

    /** Settings of somebody who has the certificate of {@code huidu-listener}. */
    KafkaSettings certificate() {
        return settings(
                certificatePort,
                Map.of(
                        "HUIDU_KAFKA_CERTIFICATE_FILE", client.certificate().toString(),
                        "HUIDU_KAFKA_KEY_FILE", client.key().toString()));
    }

    /** Settings of somebody without a certificate. */
    KafkaSettings noCertificate() {
        return settings(certificatePort, Map.of());
    }

    private KafkaSettings settings(int port, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("HUIDU_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port);
        all.putIfAbsent("HUIDU_KAFKA_CA_FILE", server.certificate().toString());
        Environment environment = new Environment(all);
        Supplier<KafkaSettings> settings = KafkaSettings.from(environment);
        environment.verify();
        return settings.get();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
