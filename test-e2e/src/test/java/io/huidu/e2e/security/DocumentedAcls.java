package io.huidu.e2e.security;

import io.huidu.e2e.world.BuiltModule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The ACLs as docs/security.md gives them: {@code acl USER --operation Read … --topic NAME}, names being
 * literal where they aren't said to be prefixed. */
final class DocumentedAcls {

    private static final Pattern LINE = Pattern.compile("acl (?<user>\\S+) (?<rest>--.*)");
    private static final Pattern OPTION = Pattern.compile("--(operation|topic|group|resource-pattern-type) (\\S+)");

    private static final String PREFIXED = "--resource-pattern-type prefixed";

    private DocumentedAcls() {}

    static List<AclBinding> read() throws IOException {
        List<AclBinding> acls = new ArrayList<>();
        for (String line : Files.readAllLines(BuiltModule.root().resolve("docs/security.md"))) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                acls.addAll(acls(matcher.group("user"), matcher.group("rest")));
            }
        }
        return acls;
    }

    private static List<AclBinding> acls(String user, String options) {
        List<AclOperation> operations = new ArrayList<>();
        List<ResourcePattern> resources = new ArrayList<>();
        PatternType names = options.contains(PREFIXED) ? PatternType.PREFIXED : PatternType.LITERAL;
        Matcher option = OPTION.matcher(options.replace(PREFIXED, ""));
        while (option.find()) {
            switch (option.group(1)) {
                case "operation" -> operations.add(operation(option.group(2)));
                case "topic" -> resources.add(new ResourcePattern(ResourceType.TOPIC, option.group(2), names));
                case "group" -> resources.add(new ResourcePattern(ResourceType.GROUP, option.group(2), names));
                default -> throw new IllegalArgumentException("got '%s', expected another type".formatted(options));
            }
        }
        return resources.stream()
                .flatMap(resource -> operations.stream()
                        .map(operation -> new AclBinding(
                                resource,
                                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))))
                .toList();
    }

    /** {@code DescribeConfigs}, as the tool takes it. */
    private static AclOperation operation(String name) {
        return AclOperation.valueOf(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }
}
