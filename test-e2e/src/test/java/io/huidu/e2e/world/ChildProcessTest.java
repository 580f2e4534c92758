package io.huidu.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void isReadyWhenTheProbeSaysSo() throws Exception {
        ChildCommand command = shell("touch ready; exec sleep 60").with(Map.of("NAME", "x"));

        try (ChildProcess child =
                ChildProcess.start(command).awaitReady(SOON, () -> Files.exists(folder.resolve("ready")))) {

            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void getsItsEnvironmentAndLogsWhatItPrints() {
        ChildCommand command = shell("echo out $COLOUR; echo err >&2").with(Map.of("COLOUR", "grey"));

        ChildProcess child = ChildProcess.start(command);

        assertThat(child.awaitEnd(SOON)).isZero();
        assertThat(child.tail()).isEqualTo("out grey\nerr");
    }

    @Test
    void saysWhatItPrintedWhenItEndsBeforeItIsReady() {
        ChildProcess child = ChildProcess.start(shell("echo port is taken; exit 3"));

        assertThatThrownBy(() -> child.awaitReady(SOON, () -> false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("port is taken");
    }

    @Test
    void isEndedWhenItIsNotReadyInTime() {
        ChildProcess child = ChildProcess.start(shell("exec sleep 60"));

        assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(100), () -> false))
                .hasMessageContaining("not ready within PT0.1S");
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void isKilledWhenItIgnoresSigterm() throws Exception {
        ChildProcess child = ChildProcess.start(shell("trap '' TERM; touch ready; while :; do sleep 1; done"))
                .awaitReady(SOON, () -> Files.exists(folder.resolve("ready")));

        child.stop(Duration.ofMillis(100));

        assertThat(child.awaitEnd(SOON)).isEqualTo(137);
    }

    @Test
    void killTakesItsOwnChildrenWithIt() throws Exception {
        ChildProcess child = ChildProcess.start(shell("sleep 60 & echo $! > pid; wait"))
                .awaitReady(SOON, () -> Files.exists(folder.resolve("pid")) && Files.size(folder.resolve("pid")) > 0);
        long grandchild = Long.parseLong(Files.readString(folder.resolve("pid")).strip());

        child.kill9();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive))
                        .isEmpty());
    }

    @Test
    void standsStillWhileSuspendedAndCanBeStoppedThen() throws Exception {
        ChildProcess child = ChildProcess.start(shell("exec sleep 60"));

        child.suspend();
        await().atMost(SOON).untilAsserted(() -> assertThat(state(child)).isEqualTo("T"));
        child.resume();
        await().atMost(SOON).untilAsserted(() -> assertThat(state(child)).isEqualTo("S"));
        child.suspend();
        child.stop();

        assertThat(child.awaitEnd(SOON)).isEqualTo(143);
    }

    @Test
    void endsWithTheJvmThatStartedIt() throws Exception {
        ChildProcess jvm = ChildProcess.start(ChildCommand.java(
                "jvm",
                folder,
                JavaProgram.mainClass(StartsAndLeaves.class.getName()).withArguments(folder.toString())));

        assertThat(jvm.awaitEnd(Duration.ofSeconds(30))).as(jvm.tail()).isZero();

        long grandchild = Long.parseLong(jvm.tail().strip());
        assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void leavesNothingBehindThatAnotherThreadRestartsWhileTheJvmEnds() throws Exception {
        Path pids = folder.resolve("pids");
        ChildProcess jvm = ChildProcess.start(ChildCommand.java(
                        "jvm",
                        folder,
                        JavaProgram.mainClass(RestartsForEver.class.getName()).withArguments(folder.toString())))
                .awaitReady(Duration.ofSeconds(30), () -> Files.exists(pids) && Files.size(pids) > 0);

        jvm.stop(Duration.ofSeconds(30));

        assertThat(Files.readAllLines(pids))
                .isNotEmpty()
                .allSatisfy(
                        pid -> assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                                .isEmpty());
    }

    @Test
    void endsWhatIsBeingStartedWhileAllAreEndedAndStartsNothingMore() {
        CompletableFuture<ChildProcesses> itself = new CompletableFuture<>();
        CompletableFuture<Thread> closing = new CompletableFuture<>();
        ChildProcesses all = new ChildProcesses(builder -> {
            Thread close = Thread.ofPlatform().start(() -> itself.join().close());
            closing.complete(close);
            await().atMost(SOON).until(() -> close.getState() == Thread.State.BLOCKED);
            return builder.start();
        });
        itself.complete(all);

        ChildProcess child = all.start(shell("exec sleep 60"));

        await().atMost(SOON).until(() -> !closing.join().isAlive());
        assertThat(child.isAlive()).isFalse();
        assertThatThrownBy(() -> all.start(shell("exec sleep 60")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("shell: is not started, as everything is being ended");
    }

    @Test
    void handsOutNoPortTwice() {
        List<Integer> ports = FreePorts.next(20);

        assertThat(ports).doesNotHaveDuplicates().doesNotContain(FreePorts.next());
    }

    private ChildCommand shell(String script) {
        return ChildCommand.of("shell", folder, List.of("sh", "-c", script));
    }

    /** The letter after the name in {@code /proc/PID/stat}. */
    private static String state(ChildProcess child) throws Exception {
        String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    }

    /** Starts a child, prints its pid and ends without stopping it. */
    static final class StartsAndLeaves {

        private StartsAndLeaves() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            ChildProcess child = ChildProcess.start(ChildCommand.of("sleep", folder, List.of("sleep", "60")));
            System.out.println(child.pid());
        }
    }

    /**
     * Starts a child again whenever it has ended, and writes down the pid of each. Another one takes its time to end, as
     * a broker does, so that this has time to do harm.
     */
    static final class RestartsForEver {

        private RestartsForEver() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            String slow = "trap 'sleep 1; exit' TERM; echo is there; while :; do sleep 0.1; done";
            ChildProcess broker = ChildProcess.start(ChildCommand.of("broker", folder, List.of("sh", "-c", slow)));
            broker.awaitReady(SOON, () -> Files.size(broker.log()) > 0);
            ChildCommand command = ChildCommand.of("sleep", folder, List.of("sleep", "60"));
            while (true) {
                ChildProcess child = ChildProcess.start(command);
                Files.writeString(
                        folder.resolve("pids"),
                        child.pid() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                child.awaitEnd(Duration.ofMinutes(1));
            }
        }
    }
}
