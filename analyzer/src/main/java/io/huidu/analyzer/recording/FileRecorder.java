package io.huidu.analyzer.recording;

import io.huidu.analyzer.analysis.AnalysisObserver;
import io.huidu.analyzer.analysis.Recorder;
import io.huidu.analyzer.analysis.Recording;
import io.huidu.analyzer.counting.CountedWindow;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Judgement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records each release in a file of its own, {@code NAMESPACE_NAME_RELEASE.recording.jsonl}. Evidence that is begun anew,
 * as after a restart, is appended, so that what an earlier verdict rested on isn't lost.
 *
 * <p>A recording that can't be written ends there with a warning, and the analysis goes on. It begins again when its
 * evidence does: a gap would make another verdict of the rest.
 */
public final class FileRecorder implements Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(FileRecorder.class);

    private final RecordingFolder folder;
    private final AnalysisObserver observer;
    private final RecordingJson json = new RecordingJson();

    /**
     * @param folder is made when it isn't there
     * @param mostBytes what all recordings in the folder may take; the oldest make room for new ones
     */
    public FileRecorder(Path folder, long mostBytes, AnalysisObserver observer) {
        this.folder = new RecordingFolder(folder, mostBytes);
        this.observer = observer;
    }

    @Override
    public Recording begin(AnalysisRequested request, List<VersionSample> baselineBefore) {
        FileRecording recording = new FileRecording(request);
        recording.write(new RecordedLine.Begun(request, baselineBefore));
        return recording;
    }

    private final class FileRecording implements Recording {

        private final AnalysisRequested first;
        private boolean begun;
        private boolean failed;

        FileRecording(AnalysisRequested request) {
            this.first = request;
        }

        @Override
        public void asked(AnalysisRequested request) {
            write(new RecordedLine.Asked(request));
        }

        @Override
        public void judged(CountedWindow counted, Judgement judgement) {
            write(new RecordedLine.Judged(counted, judgement));
        }

        private void write(RecordedLine line) {
            if (failed) {
                return;
            }
            try {
                byte[] bytes = json.write(line);
                if (begun) {
                    folder.append(name(), bytes);
                } else {
                    folder.begin(name(), bytes);
                }
                begun = true;
            } catch (IOException | RuntimeException e) {
                failed = true;
                observer.recordingFailed();
                LOG.atWarn()
                        .addKeyValue("release", first.release())
                        .log("The recording {} ends here, the analysis goes on: {}", name(), e.toString());
            }
        }

        /** Kubernetes' names hold no underscore and no slash. */
        private String name() {
            String release = first.releaseId().replaceAll("[^A-Za-z0-9.-]", "-");
            return String.join("_", first.release().namespace(), first.release().name(), release);
        }
    }
}
