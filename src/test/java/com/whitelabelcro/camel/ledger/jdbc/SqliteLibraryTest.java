package com.whitelabelcro.camel.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.whitelabelcro.camel.tag.Fast;
import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SQLite's library is loaded from one file, and this does not disturb other users of SQLite in the same JVM. */
@Fast
class SqliteLibraryTest {

    @Test
    void eachClassLoaderOfAnApplicationServerHasItsDriver() throws Exception {
        URL[] classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(SqliteLibraryTest::url).toArray(URL[]::new);
        for (int i = 0; i < 3; i++) {
            try (URLClassLoader application = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
                Method load = application.loadClass(SqliteLibrary.class.getName()).getDeclaredMethod("load");
                load.setAccessible(true);
                load.invoke(null);
                assertThat(application.loadClass("org.sqlite.SQLiteJDBCLoader").getMethod("isNativeMode").invoke(null))
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void noSettingForTheDriverIsLeftBehind() throws Exception {
        SqliteLibrary.load();

        assertThat(List.of("org.sqlite.lib.path", "org.sqlite.lib.name", "org.sqlite.tmpdir"))
                .allSatisfy(each -> assertThat(System.getProperty(each)).isNull());
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
