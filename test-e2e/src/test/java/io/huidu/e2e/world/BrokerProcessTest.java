package io.huidu.e2e.world;

import static org.apache.kafka.clients.admin.AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessTest {

    @TempDir
    Path directory;

    @Test
    void comesBackAfterKillMinusNineWithWhatItHad() throws Exception {
        // Given
        try (var broker = BrokerProcess.start(directory)) {
            var bootstrap = Map.<String, Object>of(BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
            try (var admin = Admin.create(bootstrap)) {
                admin.createTopics(List.of(new NewTopic("kept", Optional.empty(), Optional.empty())))
                        .all()
                        .get();
            }

            // When
            broker.process().current().kill9();
            broker.process().restart();

            // Then
            try (var admin = Admin.create(bootstrap)) {
                assertThat(admin.listTopics().names().get()).containsExactly("kept");
            }
        }
    }
}
