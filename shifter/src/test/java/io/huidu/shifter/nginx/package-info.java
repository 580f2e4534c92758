@NullMarked
package io.huidu.shifter.nginx;

import org.jspecify.annotations.NullMarked;
