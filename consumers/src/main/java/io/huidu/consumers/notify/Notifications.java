package io.huidu.consumers.notify;

import io.huidu.consumers.message.Templates;
import io.huidu.consumers.notify.channel.Web;
import io.huidu.limits.InputLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Who is told what, as one file says it. */
public record Notifications(List<ChannelSettings> channels, List<Route> routes, Templates templates) {

    public Notifications {
        channels = List.copyOf(channels);
        routes = List.copyOf(routes);
    }

    /** Nobody is told anything. */
    public static final Notifications NONE = new Notifications(List.of(), List.of(), Templates.USUAL);

    /**
     * Reads a file.
     *
     * @throws NotificationsException with all problems at once
     */
    public static Notifications read(Path file) throws NotificationsException {
        try {
            return new NotificationsFile(new Web(InstantSource.system())).read(InputLimit.FILE.text(file));
        } catch (IOException e) {
            throw new NotificationsException(List.of(new Problem(
                    "",
                    "'%s'".formatted(file),
                    "the path of a readable text file of at most %d bytes".formatted(InputLimit.FILE.bytes()))));
        }
    }
}
