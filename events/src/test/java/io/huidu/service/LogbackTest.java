package io.huidu.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusUtil;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogbackTest {

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void start() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void writesALineForPeopleByDefault() throws JoranException {
        Encoder<ILoggingEvent> encoder = configure();

        assertThat(encode(encoder, "io.huidu.shifter.Shifter"))
                .endsWith("INFO  i.h.shifter.Shifter - The weight is 5 release=\"shop/servicea\""
                        + System.lineSeparator());
    }

    @Test
    void writesJsonWhereItIsAskedTo() throws JoranException, IOException {
        context.putProperty("HUIDU_LOG_FORMAT", "json");

        Encoder<ILoggingEvent> encoder = configure();

        assertThat(encoder).isInstanceOf(JsonEncoder.class);
        JsonNode line = new JsonMapper().readTree(encode(encoder, "io.huidu.shifter.Shifter"));
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("formattedMessage").asText()).isEqualTo("The weight is 5");
        assertThat(line.at("/kvpList/0/release").asText()).isEqualTo("shop/servicea");
    }

    @Test
    void turnsOnlyItselfUp() throws JoranException {
        context.putProperty("HUIDU_LOG_LEVEL", "DEBUG");

        configure();

        assertThat(context.getLogger("io.huidu.shifter").getEffectiveLevel()).isEqualTo(Level.DEBUG);
        assertThat(context.getLogger("org.apache.kafka").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    private Encoder<ILoggingEvent> configure() throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                new ByteArrayInputStream("<configuration><include resource=\"huidu-logback.xml\"/></configuration>"
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(new StatusUtil(context).getHighestLevel(0))
                .as(() -> context.getStatusManager().getCopyOfStatusList().toString())
                .isEqualTo(Status.INFO);
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
        return console.getEncoder();
    }

    private String encode(Encoder<ILoggingEvent> encoder, String logger) {
        var event = new LoggingEvent(
                "caller", context.getLogger(logger), Level.INFO, "The weight is {}", null, new Object[] {5});
        event.addKeyValuePair(new KeyValuePair("release", "shop/servicea"));
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
