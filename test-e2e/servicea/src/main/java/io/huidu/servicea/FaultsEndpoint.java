package io.huidu.servicea;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/faults} of the management port: {@code POST} makes the service better or worse while it runs, by
 * {@code {"errorRate": 0.2, "latencyMillis": 150}}; what isn't given stays as it is.
 */
@Component
@Endpoint(id = "faults")
class FaultsEndpoint {

    private final Conduct conduct;

    FaultsEndpoint(Conduct conduct) {
        this.conduct = conduct;
    }

    @ReadOperation
    Behaviour read() {
        return conduct.behaviour();
    }

    @WriteOperation
    Behaviour change(@Nullable Double errorRate, @Nullable Double latencyMillis) {
        Behaviour now = conduct.behaviour();
        try {
            conduct.change(new Behaviour(
                    Optional.ofNullable(errorRate).orElse(now.errorRate()),
                    Optional.ofNullable(latencyMillis).orElse(now.latencyMillis())));
        } catch (IllegalArgumentException e) {
            throw new InvalidEndpointRequestException("faults", String.valueOf(e.getMessage()), e);
        }
        return conduct.behaviour();
    }
}
