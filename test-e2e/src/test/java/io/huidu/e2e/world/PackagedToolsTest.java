package io.huidu.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedToolsTest {

    @TempDir
    Path folder;

    @Test
    void findsAProgramOnThePathFirst() throws Exception {
        Path program = Files.createFile(
                folder.resolve("prometheus"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertThat(PackagedTools.PROMETHEUS.findIn("/nowhere:" + folder)).hasValue(program);
    }

    @Test
    void passesOverWhatCannotBeRun() throws Exception {
        Path text = Files.writeString(folder.resolve("nginx"), "not a program");

        assertThat(PackagedTools.NGINX.findIn(folder.toString())).isNotEqualTo(Optional.of(text));
    }

    @Test
    void namesThePackageOfWhatIsMissing() {
        assertThat(PackagedTools.NGINX.missing()).contains("nginx").contains("apt-get install nginx-light");
    }
}
