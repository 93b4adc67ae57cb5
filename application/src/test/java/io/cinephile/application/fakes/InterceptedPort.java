package io.cinephile.application.fakes;

import io.cinephile.domain.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Ports that answer as another does, but for what a test does around each call. */
public final class InterceptedPort {
  private InterceptedPort() {}

  /** What a test does with a call, and what the caller gets. */
  @FunctionalInterface
  public interface Interceptor {
    Object answer(Call call) throws Throwable;
  }

  /** A call under way to the port behind. */
  public interface Call {
    String method();

    List<Object> arguments();

    /** Answers, or throws, what the port behind does. */
    Object proceed() throws Throwable;
  }

  public static <P> P of(Class<P> port, P behind, Interceptor interceptor) {
    return ofCurrent(port, () -> behind, interceptor);
  }

  /**
   * The same where the port behind changes.
   *
   * @param behind is asked at each call that proceeds
   */
  public static <P> P ofCurrent(Class<P> port, Supplier<P> behind, Interceptor interceptor) {
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) ->
                interceptor.answer(
                    new Call() {
                      @Override
                      public String method() {
                        return method.getName();
                      }

                      @Override
                      public List<Object> arguments() {
                        return arguments == null ? List.of() : List.of(arguments);
                      }

                      @Override
                      public Object proceed() throws Throwable {
                        try {
                          return method.invoke(behind.get(), arguments);
                        } catch (InvocationTargetException e) {
                          throw e.getCause();
                        }
                      }
                    }));
    return port.cast(proxy);
  }

  /** A port that meets an outage while a test says so. */
  public static <P> P awayWhile(BooleanSupplier away, Class<P> port, P behind) {
    return of(
        port,
        behind,
        call -> {
          if (away.getAsBoolean()) {
            throw new StoreUnavailableException("away", null);
          }
          return call.proceed();
        });
  }
}
