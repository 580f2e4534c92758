package io.huidu.shifter.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.PrinterColumnFormat;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import io.huidu.shifter.rollout.Wish.Ask;

/** A service of two versions, and which of them is to serve. */
@Group(CanaryRelease.GROUP)
@Version("v1alpha1")
@Plural("canaryreleases")
@ShortNames("crel")
@AdditionalPrinterColumn(name = "Desired", jsonPath = ".spec.desired", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Serving", jsonPath = ".status.serving", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Step", jsonPath = ".status.step", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Weight",
        jsonPath = ".status.weight.observed",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.reason", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE,
        format = PrinterColumnFormat.NONE)
public final class CanaryRelease extends CustomResource<CanaryReleaseSpec, CanaryReleaseStatus> implements Namespaced {

    public static final String GROUP = "huidu.io";

    /** Another value tries a version again that was rolled back. */
    public static final String RETRY_ANNOTATION = GROUP + "/retry";

    /** Which command made which generation of the spec: {@code 7 <id>}. */
    public static final String SPEC_COMMAND_ANNOTATION = GROUP + "/spec-command";

    private static final long serialVersionUID = 1L;

    /** Where it stands what somebody asks for. */
    public static String annotation(Ask ask) {
        return GROUP + "/" + ask.word();
    }
}
