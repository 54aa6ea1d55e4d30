package io.pastelli.bayeux.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Options that are not on the command line: from the environment, else from the file that {@code --config} names, else
 * their defaults.
 *
 * <p>
 * {@code --max-queue} is {@code PREFIX_MAX_QUEUE} in the environment and {@code max-queue} in the file, which is a Java
 * properties file in UTF-8. An empty variable counts as none. A key that is no option is refused.
 *
 * <p>
 * <b>Threading:</b> belongs to the thread that parses the command line.
 */
public final class Layers implements IDefaultValueProvider {
    private static final String CONFIG = "--config";

    private final String prefix;
    private final Map<String, String> environment;
    private final Map<String, String> origins = new HashMap<>();
    private @Nullable Properties file;

    /** Makes layers for one command; {@code prefix} begins its variables: {@code PASTELLI_BAYEUX}. */
    public Layers(String prefix, Map<String, String> environment) {
        this.prefix = prefix;
        this.environment = Map.copyOf(environment);
    }

    /** Returns where the value of an option came from, empty when it was the command line or the default. */
    public Optional<String> origin(String option) {
        return Optional.ofNullable(origins.get(option));
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || !settable(option)) {
            return null;
        }
        String name = option.longestName();
        origins.remove(name);
        String variable = variable(name);
        String value = environment.getOrDefault(variable, "");
        if (!value.isEmpty()) {
            origins.put(name, variable);
            return value;
        }
        Optional<Path> path = path(arg.command());
        if (name.equals(CONFIG) || path.isEmpty()) {
            return null;
        }
        String key = key(name);
        String found = read(path.get(), arg.command()).getProperty(key);
        if (found != null) {
            origins.put(name, key + " in " + path.get());
        }
        return found;
    }

    private Optional<Path> path(CommandSpec command) {
        Optional<?> flag = command.findOption(CONFIG).getValue();
        return flag.map(Path.class::cast).or(() -> Optional.ofNullable(environment.get(variable(CONFIG)))
                .filter(text -> !text.isEmpty()).map(Path::of));
    }

    private Properties read(Path path, CommandSpec command) {
        Properties known = file;
        if (known == null) {
            known = load(path, command);
            file = known;
        }
        return known;
    }

    private static Properties load(Path path, CommandSpec command) {
        var read = new Properties();
        try (var in = Files.newBufferedReader(path)) {
            read.load(in);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(),
                    CONFIG + " " + path + " is no properties file in UTF-8");
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(),
                    CONFIG + ": cannot read " + path + ": name a properties file");
        }
        for (String key : read.stringPropertyNames()) {
            OptionSpec option = command.findOption("--" + key);
            if (option == null || !settable(option) || key.equals(key(CONFIG))) {
                throw new ParameterException(command.commandLine(),
                        path + ": there is no option '" + key + "'"
                                + Meant.by("--" + key, command)
                                        .map(name -> "; did you mean " + key(name) + "?")
                                        .orElse(""));
            }
        }
        return read;
    }

    private static boolean settable(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp();
    }

    private static String key(String option) {
        return option.substring(2);
    }

    private String variable(String option) {
        return prefix + "_" + key(option).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
