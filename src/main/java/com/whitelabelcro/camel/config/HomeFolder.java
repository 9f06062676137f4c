package com.whitelabelcro.camel.config;

import com.whitelabelcro.camel.error.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The pack's folder on this machine, for ledgers without a configured place: {@code WLCRO_HOME}, or {@code .wlcro} in
 * the user's home folder, which is {@code HOME} as in every shell. The ledger is therefore the same from every working
 * directory.
 */
public final class HomeFolder {

    /** The environment variable that names the folder. */
    public static final String VARIABLE = "WLCRO_HOME";

    private static final String HOME = "HOME";
    /** The replacement for a character of the environment that the locale does not have. */
    private static final String LOST = "\uFFFD";
    private static final String SET_LOCALE = " contains a character that the locale of this process cannot represent: set LC_ALL=C.UTF-8";
    private static final String EXTENSION = ".db";
    private static final int LONGEST_NAME = 100;

    private final String given;
    private final String userHome;
    private final Path workingDirectory;

    /**
     * @param given the value of {@code WLCRO_HOME}; null or blank if it is not set
     * @param userHome the user's home folder; null, or not a folder, if there is none
     * @param workingDirectory the directory in which older versions kept the ledger
     */
    HomeFolder(String given, String userHome, Path workingDirectory) {
        this.given = given == null ? "" : given.strip();
        this.userHome = userHome;
        this.workingDirectory = workingDirectory;
    }

    /** The folder for the user of this process. */
    public static HomeFolder ofUser() {
        return new HomeFolder(System.getenv(VARIABLE), userHome(System.getenv(HOME), System.getProperty("user.home")), Path.of(""));
    }

    /**
     * The user's home folder as every shell determines it: {@code HOME} if that is an absolute path.
     *
     * @param variable the value of {@code HOME}; null if it is not set
     * @param javas the value of {@code user.home}, which Java reads from the user database and not from the environment
     */
    static String userHome(String variable, String javas) {
        boolean whole = variable != null && (variable.contains(LOST) || isWhole(variable));
        return whole ? variable : javas;
    }

    private static boolean isWhole(String path) {
        try {
            return Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            // Not reported here but when the folder is used.
            return true;
        }
    }

    /**
     * The folder; it need not exist yet.
     *
     * @throws ConfigurationException if there is no place for it
     */
    public Path folder() {
        if (given.isEmpty()) {
            return userHome().resolve(".wlcro");
        }
        mustHoldItsLetters(given, "The environment variable " + VARIABLE);
        Path folder = expand(given, VARIABLE);
        if (!folder.isAbsolute()) {
            throw new ConfigurationException(VARIABLE + " must be an absolute path of a folder: a relative one would be"
                    + " another folder for each working directory");
        }
        return folder.normalize();
    }

    /**
     * The file of the ledger with this name.
     *
     * @throws ConfigurationException if there is no place for it, or if the working directory contains a ledger of an
     *     older version, whose content must not be lost unnoticed
     */
    Path ledger(String name) {
        Path file = folder().resolve(fileName(name));
        Path former = workingDirectory.resolve("data").resolve("wlcro.db");
        if (Files.exists(former) && !former.toAbsolutePath().normalize().equals(file)) {
            throw new ConfigurationException("There is a ledger in the working directory, " + former + ", where earlier versions"
                    + " kept it; it is now kept in " + file + ". To continue with the existing one, set " + LedgerConfig.URL + "="
                    + LedgerConfig.SQLITE + former + "; or move it there, or away, with the files beside it that begin with its"
                    + " name");
        }
        return file;
    }

    /** Names of Camel contexts may contain any characters; two names never give the same file. */
    private static String fileName(String name) {
        StringBuilder safe = new StringBuilder();
        name.codePoints().forEach(c -> {
            boolean harmless = c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
            safe.append(harmless ? Character.toString(c) : "%" + Integer.toHexString(c) + "%");
        });
        String whole = safe.toString();
        return (whole.length() <= LONGEST_NAME ? whole
                : whole.substring(0, LONGEST_NAME) + "%" + Integer.toHexString(name.hashCode())) + EXTENSION;
    }

    /**
     * Replaces ~ at the beginning of a path by the user's home folder.
     *
     * @param property the name of the property, for the message
     */
    Path expand(String path, String property) {
        try {
            if (!path.startsWith("~")) {
                return Path.of(path);
            } else if (path.length() == 1 || path.charAt(1) == '/' || path.charAt(1) == '\\') {
                return userHome().resolve(path.substring(Math.min(2, path.length())));
            }
        } catch (InvalidPathException e) {
            throw new ConfigurationException(isAscii(path) ? property + " names a file that cannot be" : property + SET_LOCALE);
        }
        throw new ConfigurationException(property + " must give another user's folder as an absolute path; ~/ is your own");
    }

    /** Java returns "?" if it does not know the home folder. */
    private Path userHome() {
        String home = userHome == null ? "" : userHome;
        mustHoldItsLetters(home, "The path of this user's home folder");
        try {
            Path folder = Path.of(home);
            if (folder.isAbsolute() && Files.isDirectory(folder)) {
                return folder;
            }
        } catch (InvalidPathException e) {
            if (!isAscii(home)) {
                throw new ConfigurationException("The path of this user's home folder" + SET_LOCALE);
            }
        }
        throw new ConfigurationException("This user has no home folder to keep the ledger in (neither " + HOME + " nor the list of"
                + " users names one that is there): set the environment variable " + VARIABLE + " to a folder that only this user"
                + " may read, or set " + LedgerConfig.URL);
    }

    private static void mustHoldItsLetters(String path, String what) {
        if (path.contains(LOST)) {
            throw new ConfigurationException(what + SET_LOCALE);
        }
    }

    private static boolean isAscii(String path) {
        return path.chars().allMatch(each -> each < 0x80);
    }
}
