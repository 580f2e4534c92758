/** Splits traffic by a canary Ingress of ingress-nginx beside the host's own. */
@NullMarked
package io.huidu.shifter.nginx;

import org.jspecify.annotations.NullMarked;
