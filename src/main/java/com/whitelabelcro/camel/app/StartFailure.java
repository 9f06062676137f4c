package com.whitelabelcro.camel.app;

import com.whitelabelcro.camel.error.ConfigurationException;
import com.whitelabelcro.camel.error.Suggestions;
import com.whitelabelcro.camel.error.WlcroException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.EndpointUriFactory;

/** Explains in one line why scenarios cannot be started: where, what, and what was probably meant or must be added. */
public final class StartFailure {

    /** The end of the message about a property that is used but not set. */
    public static final String NO_PROPERTY = " is not set";

    private static final Pattern AT = Pattern.compile("(?s) at: >>> (.*?) <<< in route: ");
    private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("(?s)Unknown parameters=\\[\\{(.*)}]");
    private static final Pattern OPTION_NAME = Pattern.compile("(?:^|, )([A-Za-z][\\w.-]*)=");
    private static final Pattern DATA_FORMAT = Pattern.compile("Data format '(.+?)' could not be created");
    private static final Pattern DATA_FORMAT_REF = Pattern.compile("Cannot find data format in registry with ref: (\\S+)");
    private static final Pattern KAMELET_FILE = Pattern.compile("Resource not found: .*?([^/,]+)\\.kamelet\\.yaml");
    private static final Pattern KAMELET = Pattern.compile("^The Kamelet (\\S+) ");
    private static final Pattern PROPERTY = Pattern.compile("Property with key \\[(.+?)] not found");
    private static final Pattern STEP = Pattern.compile("Unknown node id: (\\S+)");
    private static final Pattern FILE = Pattern.compile("file:\\S+?\\.yaml");
    private static final Pattern REQUIRED = Pattern.compile("Option (\\S+) is required when creating endpoint uri with syntax (.+)");

    private final CamelContext context;
    private final Collection<RouteDefinition> scenarios;
    private final Set<String> kamelets;
    private final ScenarioYaml yaml;
    private final CamelArtifacts artifacts = CamelArtifacts.read();

    /**
     * @param context the context that failed to start
     * @param scenarios the routes that are known so far
     * @param kamelets the names of the available Kamelets
     * @param yaml the source text of the scenarios, for failures before a route exists
     */
    StartFailure(CamelContext context, Collection<RouteDefinition> scenarios, Set<String> kamelets, ScenarioYaml yaml) {
        this.context = context;
        this.scenarios = scenarios;
        this.kamelets = kamelets;
        this.yaml = yaml;
    }

    /**
     * Explains a failure.
     *
     * @param files the location to give if Camel knows no better one
     */
    ConfigurationException of(Throwable failure, String files) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            chain.add(0, each);
            if (each instanceof ConfigurationException) {
                break;
            }
        }
        Throwable root = chain.get(0);
        String what = chain.stream().map(this::known).flatMap(Optional::stream).findFirst().orElse(oneLine(root));
        Optional<String> place = place(chain);
        if (place.isEmpty()) {
            place = chain.stream().map(each -> REQUIRED.matcher(String.valueOf(each.getMessage()))).filter(Matcher::find)
                    .findFirst().flatMap(each -> yaml.without(schemeOf(each.group(2)), each.group(1)));
        }
        if (place.isEmpty() && root instanceof ConfigurationException already) {
            return already;
        }
        ConfigurationException explained = new ConfigurationException(place.map(each -> each + ": ")
                .orElse("The scenarios of " + files + " cannot be started: ") + what);
        explained.initCause(failure);
        return explained;
    }

    private Optional<String> place(List<Throwable> chain) {
        for (Throwable each : chain) {
            String message = String.valueOf(each.getMessage());
            Matcher kamelet = each instanceof ConfigurationException ? KAMELET.matcher(message) : KAMELET_FILE.matcher(message);
            if (kamelet.find()) {
                return ScenarioPlace.ofAddress(scenarios, uri -> uri.replace("://", ":")
                        .matches("kamelet:" + Pattern.quote(kamelet.group(1)) + "([/?].*)?"));
            } else if (each instanceof FailedToCreateRouteException route) {
                Optional<RouteDefinition> definition = scenarios.stream()
                        .filter(one -> one.getRouteId().equals(route.getRouteId())).findFirst();
                Matcher at = AT.matcher(message);
                boolean inStep = at.find();
                return definition.map(one -> inStep
                        ? ScenarioPlace.ofText(one, at.group(1)).orElseGet(() -> ScenarioPlace.of(one))
                        : ScenarioPlace.of(one.getInput()));
            }
        }
        return Optional.empty();
    }

    /** Explains one of the causes; empty if it is of an unknown kind. */
    private Optional<String> known(Throwable each) {
        String message = String.valueOf(each.getMessage());
        if (each instanceof NoSuchEndpointException endpoint && endpoint.getUri() != null) {
            return Optional.of(missing("component", schemeOf(endpoint.getUri()), Set.of()));
        } else if (each instanceof NoSuchLanguageException language) {
            return Optional.of(missing("language", language.getLanguage(), Set.of()));
        } else if (each instanceof NoSuchBeanException bean && bean.getName() != null) {
            return Optional.of("there is no bean " + bean.getName()
                    + Suggestions.hint(bean.getName(), context.getRegistry().findByTypeWithName(Object.class).keySet()));
        } else if (each instanceof ResolveEndpointFailedException endpoint) {
            return found(UNKNOWN_OPTIONS, message).map(options -> unknownOptions(endpoint.getUri(), options));
        } else if (each instanceof PropertyBindingException binding) {
            String type = each.getCause() instanceof TypeConversionException wrong
                    ? " must be a " + wrong.getToType().getSimpleName().toLowerCase(Locale.ROOT) + ", and is something else"
                    : " has a value that is not allowed";
            return Optional.of("the option " + binding.getPropertyName() + type);
        } else if (each instanceof ClassNotFoundException) {
            return Optional.of("there is no class " + message + Suggestions.hint(message,
                    Stream.of(WlcroException.class.getPermittedSubclasses()).map(Class::getName).toList()));
        }
        return found(DATA_FORMAT, message).map(name -> missing("dataformat", name, Set.of()))
                .or(() -> found(DATA_FORMAT_REF, message).map(name -> missing("dataformat", name,
                        context.getRegistry().findByTypeWithName(DataFormat.class).keySet())))
                .or(() -> found(KAMELET_FILE, message).map(name -> missing("kamelet", name, kamelets)))
                .or(() -> found(PROPERTY, message).map(name -> "the property " + name + NO_PROPERTY
                        + "; give it a value in application.properties, or a default as in {{" + name + ":DEFAULT}}"))
                .or(() -> found(STEP, message).map(name -> oneLine(each) + Suggestions.hint(name, artifacts.names("step"))))
                .or(() -> found(REQUIRED, message).map(name -> required(message)));
    }

    private static Optional<String> found(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * Explains that a component or another part is not in this jar, and either suggests a similar name or the artifact
     * that contains it.
     */
    private String missing(String kind, String name, Set<String> here) {
        String what = "there is no " + (kind.equals("dataformat") ? "data format" : kind.equals("kamelet") ? "Kamelet" : kind)
                + " " + name;
        return artifacts.of(kind, name)
                .map(artifact -> what + " here; add " + artifact.replace(" ", ", ") + " (docs/scenarios.md says how)")
                .orElseGet(() -> {
                    Set<String> all = new TreeSet<>(artifacts.names(kind));
                    all.addAll(here);
                    return what + Suggestions.to(name, here).map(near -> "; did you mean " + near + "?")
                            .orElseGet(() -> Suggestions.hint(name, all));
                });
    }

    private static String schemeOf(String uri) {
        return uri.replaceFirst("(?s)[:/?].*", "");
    }

    private String unknownOptions(String uri, String options) {
        String scheme = schemeOf(uri);
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory(scheme);
        Set<String> known = factory == null ? Set.of() : factory.propertyNames();
        List<String> problems = new ArrayList<>();
        Matcher name = OPTION_NAME.matcher(options);
        while (name.find()) {
            problems.add("the component " + scheme + " has no option " + name.group(1) + Suggestions.hint(name.group(1), known));
        }
        return String.join("; ", problems);
    }

    private static String required(String message) {
        Matcher required = REQUIRED.matcher(message);
        return required.find() ? "the component " + schemeOf(required.group(2)) + " needs the option "
                + required.group(1) + ", or the name of it is misspelt" : message;
    }

    /** YAML parsers show the location in further lines, with a mark below it; this joins them. */
    private static String oneLine(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).replaceAll("(?m):\\R.*\\R\\s*\\^\\s*$", "");
        String line = String.join(" ", message.lines().map(String::strip).toList()).strip();
        return FILE.matcher(line).replaceAll(file -> Matcher.quoteReplacement(ScenarioPlace.shortened(file.group())));
    }
}
