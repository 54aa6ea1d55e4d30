package io.pastelli.bayeux.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number of 1 or more. */
public final class Count implements ITypeConverter<Integer> {
    /** Makes a converter. */
    public Count() {}

    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is no number of 1 to " + Integer.MAX_VALUE);
    }
}
