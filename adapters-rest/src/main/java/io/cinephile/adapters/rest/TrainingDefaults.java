package io.cinephile.adapters.rest;

import io.cinephile.domain.dataset.DatasetLocation;
import io.cinephile.domain.training.TrainingParameters;

/** What a training run learns from, and how, where the request does not say otherwise. */
public record TrainingDefaults(DatasetLocation dataset, TrainingParameters parameters) {}
