package io.huidu.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/events.md} is the one that is made from {@code asyncapi.yaml} and the schemas. To make it anew:
 *
 * <pre>./mvnw -pl events test -Dtest=EventsPageTest -Dhuidu.refresh</pre>
 */
class EventsPageTest {

    private static final Path PAGE = Path.of("../docs/events.md");

    @Test
    void thePageIsTheOneThatTheContractMakes() throws IOException {
        String made = new EventsPage().text();
        if (System.getProperty("huidu.refresh") != null) {
            Files.writeString(PAGE, made);
        }

        assertThat(Files.readString(PAGE))
                .as("%s; how to make it anew stands in this test", PAGE)
                .isEqualTo(made);
    }

    @Test
    void thePageTellsOfEveryTypeAndField() {
        String made = new EventsPage().text();

        SchemaFolder.TODAY.schemas().stream()
                .map(SchemaFolder::json)
                .flatMap(schema -> schema.findValues("properties").stream())
                .flatMap(properties -> properties.properties().stream())
                .forEach(field -> assertThat(made).containsPattern("\\b" + field.getKey() + "`"));
    }
}
