package io.huidu.shifter.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.YamlDumpSettingsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the CRD from {@link CanaryRelease}. It runs in the tests and not as a Maven plugin, which would load our
 * classes into the JVM that runs Maven, and that may be too old for them.
 */
final class CustomResourceDefinitions {

    /** As one reads it; the generator sorts by path. */
    private static final List<String> COLUMNS =
            List.of("Desired", "Serving", "Phase", "Step", "Weight", "Reason", "Age");

    private CustomResourceDefinitions() {}

    static String generate() throws IOException {
        Path folder = Files.createTempDirectory("crd");
        new CRDGenerator()
                .customResourceClasses(CanaryRelease.class)
                .withObjectMapper(withoutAnyGetters(), fewQuotes())
                .withPostProcessor(new ColumnsInOrder())
                .inOutputDir(folder.toFile())
                .generate();
        Path file = folder.resolve("canaryreleases.huidu.io-v1.yml");
        String crd = Files.readString(file);
        Files.delete(file);
        Files.delete(folder);
        return crd;
    }

    /** Jackson describes an any-getter as if it were a property of that name. */
    private static ObjectMapper withoutAnyGetters() {
        return new ObjectMapper().setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
            private static final long serialVersionUID = 1L;

            @Override
            public Boolean hasAnyGetter(Annotated a) {
                return false;
            }
        });
    }

    private static KubernetesSerialization fewQuotes() {
        return new KubernetesSerialization(
                new ObjectMapper(),
                true,
                new YamlDumpSettingsBuilder().setMinimizeQuotes(true).build());
    }

    private static final class ColumnsInOrder implements CRDPostProcessor {

        @Override
        public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
            if (crd instanceof CustomResourceDefinition definition) {
                definition.getSpec().getVersions().forEach(ColumnsInOrder::sort);
            }
            return crd;
        }

        private static void sort(CustomResourceDefinitionVersion version) {
            version.getAdditionalPrinterColumns()
                    .sort(Comparator.comparingInt((CustomResourceColumnDefinition c) -> COLUMNS.indexOf(c.getName())));
        }
    }
}
