@NullMarked
package io.huidu.shifter.cluster;

import org.jspecify.annotations.NullMarked;
