@NullMarked
package io.huidu.shifter.service;

import org.jspecify.annotations.NullMarked;
