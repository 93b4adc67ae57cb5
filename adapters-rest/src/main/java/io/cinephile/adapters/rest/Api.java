package io.cinephile.adapters.rest;

/** Names that the resources and their OpenAPI document share. */
final class Api {
  static final String ROOT = "/api/v1";

  /* Groups of operations. */
  static final String RECOMMENDATIONS = "Recommendations";
  static final String MOVIES = "Movies";
  static final String RATINGS = "Ratings";
  static final String PRIVACY = "Privacy";
  static final String TRAINING = "Training";
  static final String MODELS = "Models";
  static final String OVERSIGHT = "Oversight";
  static final String GOVERNANCE = "Governance";

  /* Ways to say who asks. */
  static final String BEARER_KEY = "bearerKey";
  static final String HEADER_KEY = "headerKey";
  static final String BEARER_TOKEN = "bearerToken";

  /* Parameters. */
  static final String LIMIT = "limit";
  static final String OFFSET = "offset";
  static final String MOVIE_ID = "movieId";
  static final String MOVIE = "movie";
  static final String USER_ID = "userId";
  static final String PURPOSE = "purpose";
  static final String RECEIPT = "receipt";
  static final String RUN_ID = "runId";
  static final String GENERATION = "generation";
  static final String FORCE = "force";

  /* Answers. */
  static final String NOT_MODIFIED = "NotModified";
  static final String BAD_VALUE = "BadValue";
  static final String UNAUTHENTICATED = "Unauthenticated";
  static final String NOT_ALLOWED = "NotAllowed";
  static final String NOT_FOUND = "NotFound";
  static final String UNKNOWN_TITLE = "UnknownTitle";
  static final String RESTRICTED = "Restricted";
  static final String ERASED = "Erased";
  static final String ALREADY_RUNNING = "AlreadyRunning";
  static final String RUN_OVER = "RunOver";
  static final String NOT_ACTIVATED = "NotActivated";
  static final String TOO_SLOW = "TooSlow";
  static final String TOO_LARGE = "TooLarge";
  static final String NOT_JSON = "NotJson";
  static final String TOO_MANY_REQUESTS = "TooManyRequests";
  static final String INTERNAL_ERROR = "InternalError";
  static final String UNAVAILABLE = "Unavailable";

  /* Examples, by reference. */
  static final String QUEUED_RUN = "QueuedRun";
  static final String RUNNING_RUN = "RunningRun";
  static final String ENDING_RUN = "EndingRun";
  static final String RUN_LIST = "RunList";
  static final String RUN_EVENTS = "RunEvents";
  static final String MODEL_LIST = "ModelList";
  static final String MODEL = "Model";
  static final String MODEL_CARD = "ModelCard";
  static final String MODEL_CARD_TEXT = "ModelCardText";
  static final String CATALOGUE = "Catalogue";
  static final String CATALOGUE_CONTRACT = "CatalogueContract";
  static final String PAGE = "Page";
  static final String LINEAGE = "Lineage";
  static final String RECOMMENDER = "Recommender";

  static final String AUDIT_TRAIL = "AuditTrail";
  static final String RETENTION = "Retention";

  private Api() {}
}
