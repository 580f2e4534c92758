package io.huidu.shifter.push;

import io.huidu.events.Command;
import io.huidu.events.EventType;
import io.huidu.events.ReleaseKey;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.api.Resources;
import io.huidu.shifter.image.ImageName;
import io.huidu.shifter.rollout.Checked;
import io.huidu.shifter.rollout.ImageWish;
import io.huidu.shifter.rollout.ReleaseSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Says which releases a push is for: those of the same repository whose policy takes its tag for an upgrade. */
final class PushCommands {

    private PushCommands() {}

    /** The commands that follow from a push. */
    static List<Command> of(Push push, Collection<CanaryRelease> releases) {
        return releases.stream()
                .flatMap(release -> image(release).flatMap(wish -> upgraded(wish, push.image())).stream()
                        .map(image -> command(push, release, image)))
                .toList();
    }

    private static Optional<ImageWish> image(CanaryRelease release) {
        return switch (Resources.readSpec(release)) {
            case Checked.Valid(ReleaseSpec spec) -> spec.image();
            case Checked.Invalid invalid -> Optional.empty();
        };
    }

    /** The image as the spec writes it, with the tag that was pushed. */
    private static Optional<String> upgraded(ImageWish wish, ImageName pushed) {
        ImageName present = ImageName.parse(wish.image()).orElseThrow();
        String tag = pushed.tag().orElseThrow();
        return present.repository().equals(pushed.repository())
                        && wish.policy().isUpgrade(present.tag().orElse(""), tag)
                ? Optional.of(present.withoutTag(wish.image()) + ":" + tag)
                : Optional.empty();
    }

    private static Command command(Push push, CanaryRelease release, String image) {
        return new Command(
                EventType.COMMAND_RELEASE,
                new ReleaseKey(
                        release.getMetadata().getNamespace(),
                        release.getMetadata().getName()),
                "registry",
                "%s was pushed by %s".formatted(image, push.by()),
                Optional.empty(),
                Optional.of(image));
    }
}
