//! How French words inflect.

use crate::lang::forms::FormRules;

pub(super) static FORMS: FormRules = FormRules {};
