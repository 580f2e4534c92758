@NullMarked
package io.huidu.shifter.reconcile;

import org.jspecify.annotations.NullMarked;
