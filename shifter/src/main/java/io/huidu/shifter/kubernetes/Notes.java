package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.huidu.shifter.rollout.Workload;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What the shifter writes on a Deployment to remember: annotations of the object, never of its pods. */
final class Notes {

    static final String IMAGE_TRY = "huidu.io/image-try";
    static final String SCALE = "huidu.io/scale";

    private Notes() {}

    static Workload.Notes read(HasMetadata object) {
        return new Workload.Notes(
                Optional.ofNullable(annotations(object).get(IMAGE_TRY)),
                scale(object).map(ScaleNote::pure));
    }

    static Optional<ScaleNote> scale(HasMetadata object) {
        return Optional.ofNullable(annotations(object).get(SCALE)).flatMap(ScaleNote::parse);
    }

    static void write(HasMetadata object, ScaleNote note) {
        write(object, SCALE, note.text());
    }

    static void forgetScale(HasMetadata object) {
        Map<String, String> annotations = new TreeMap<>(annotations(object));
        annotations.remove(SCALE);
        object.getMetadata().setAnnotations(annotations);
    }

    static void writeImageTry(HasMetadata object, String attempt) {
        write(object, IMAGE_TRY, attempt);
    }

    private static void write(HasMetadata object, String name, String value) {
        Map<String, String> annotations = new TreeMap<>(annotations(object));
        annotations.put(name, value);
        object.getMetadata().setAnnotations(annotations);
    }

    private static Map<String, String> annotations(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    }
}
