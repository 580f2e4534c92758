package io.huidu.e2e.faults;

import io.huidu.e2e.world.LastWords;
import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import io.huidu.e2e.world.World;
import io.huidu.e2e.world.WorldSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * One world for all tests that ask for one: it takes longer to start than most of them take. It runs until the last test
 * has ended, so those that ask for it come last. Of a test that fails, the last words of Huidu's services are printed.
 */
final class SharedWorld implements ParameterResolver, TestWatcher {

    private static final Namespace HERE = Namespace.create(SharedWorld.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public World resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RequiredTools.need(PackagedTools.NGINX, PackagedTools.PROMETHEUS);
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Attempt.class, type -> Attempt.toStart(), Attempt.class)
                .world();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        Attempt attempt = context.getRoot().getStore(HERE).get(Attempt.class, Attempt.class);
        if (attempt instanceof Attempt.Succeeded(World world)) {
            LastWords.print(world);
        }
    }

    /** A start that failed isn't tried again by each test; the store closes what was started after the last one. */
    private sealed interface Attempt extends AutoCloseable {

        World world();

        @Override
        void close();

        record Succeeded(World world) implements Attempt {
            @Override
            public void close() {
                world.close();
            }
        }

        record Failed(RuntimeException why) implements Attempt {
            @Override
            public World world() {
                throw why;
            }

            @Override
            public void close() {}
        }

        static Attempt toStart() {
            try {
                return new Succeeded(World.start(WorldSettings.DEFAULT));
            } catch (RuntimeException e) {
                return new Failed(e);
            }
        }
    }
}
