package io.huidu.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests that need a program skip where it isn't installed, and say which package has it. With {@code
 * HUIDU_REQUIRE_TOOLS=true} in the environment they fail, so that nothing is skipped unseen where everything must run.
 */
public final class RequiredTools {

    private RequiredTools() {}

    public static void need(PackagedTools... tools) {
        for (PackagedTools tool : tools) {
            need(tool.find().isPresent(), tool.missing());
        }
    }

    /** The same of anything else that a test can't make by itself. */
    public static void need(boolean found, String missing) {
        if (Boolean.parseBoolean(System.getenv("HUIDU_REQUIRE_TOOLS"))) {
            assertThat(found).as(missing).isTrue();
        }
        assumeTrue(found, missing);
    }
}
