package io.huidu.shifter.rollout;

import io.huidu.shifter.image.ImageName;
import io.huidu.shifter.image.ImagePolicy;
import io.huidu.shifter.rollout.Workload.Container;
import java.util.Optional;

/**
 * The image that is to serve, on whichever version.
 *
 * @param image as it is put on the Deployment
 * @param container the container that runs it; empty for the first one
 * @param policy which tags may be released
 */
public record ImageWish(String image, Optional<String> container, ImagePolicy policy) {

    public ImageWish {
        Check.that(ImageName.parse(image).isPresent(), "image", image, ImageName.FORM);
    }

    /** What keeps this image from being released; empty when nothing does. */
    Optional<String> refusal() {
        return refusalOf(image);
    }

    /** What would keep another image from being released; empty when nothing would. */
    public Optional<String> refusalOf(String other) {
        return ImageName.parse(other)
                .map(policy::refusal)
                .orElseGet(() -> Optional.of("got '%s', expected %s".formatted(other, ImageName.FORM)));
    }

    /** The container of a workload that is to run it; empty when there is none. */
    Optional<Container> container(Workload.Present workload) {
        return workload.template().containers().stream()
                .filter(c -> container.filter(name -> !name.equals(c.name())).isEmpty())
                .findFirst();
    }

    boolean isRunBy(Workload workload) {
        return image(workload).filter(image::equals).isPresent();
    }

    /** Whether a workload runs another image for sure: not when it is gone or can't be read. */
    boolean isMissedBy(Workload workload) {
        return image(workload).filter(other -> !other.equals(image)).isPresent();
    }

    private Optional<String> image(Workload workload) {
        return workload instanceof Workload.Present present
                ? container(present).map(Container::image)
                : Optional.empty();
    }
}
