package io.huidu.servicea;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * How the service does now, and the chance that it is subject to.
 *
 * <p>The n-th request meets the n-th fate of the seed, whatever thread it comes on.
 */
@Component
@Lazy(false)
class Conduct {

    private static final Logger LOG = LoggerFactory.getLogger(Conduct.class);

    private final long seed;
    private final AtomicLong requests = new AtomicLong();
    private volatile Behaviour behaviour;

    Conduct(ServiceASettings settings) {
        Long given = settings.seed();
        seed = given == null ? new SplittableRandom().nextLong() : given;
        behaviour = settings.behaviour();
        LOG.info("{} with {}, seed {}", settings.version().label(), behaviour, seed);
    }

    Behaviour behaviour() {
        return behaviour;
    }

    void change(Behaviour other) {
        LOG.info("From now on {}", other);
        behaviour = other;
    }

    Behaviour.Fate next() {
        SplittableRandom random =
                new SplittableRandom(new SplittableRandom(seed + requests.getAndIncrement()).nextLong());
        return behaviour.fate(random);
    }
}
