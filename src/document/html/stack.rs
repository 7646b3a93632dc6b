//! The block elements that are open, and which of them a tag ends.
//!
//! Each element knows the nearest one below it that keeps an end tag from reaching further: `</li>`
//! ends no item outside its list, `</div>` no `div` outside its cell (HTML Standard, section
//! 13.2.4.2). So what a tag ends is known without a search, however deep the page is nested. Places
//! in the stack count from 1; 0 is none.

use super::elements::{ELEMENTS, Element, Role, index_of};
use super::language::Primary;
use crate::document::BlockKind;

/// What text is in an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    pub(super) kind: BlockKind,
    /// Depth of lists.
    pub(super) lists: u8,
    /// Whether it is for a translator.
    pub(super) translate: bool,
    /// Whether white space stays as it is, in `pre`.
    pub(super) keep_space: bool,
    /// Whether it is code, as far as attributes tell.
    pub(super) code: bool,
    /// The language of the page, where it says so.
    pub(super) language: Option<Primary>,
    /// Whether it is in another language than the page.
    pub(super) foreign: bool,
}

impl Context {
    /// Text outside all elements, which is of this kind.
    fn outside(kind: BlockKind) -> Context {
        let lists = match kind {
            BlockKind::ListItem(depth) => depth,
            _ => 0,
        };
        Context {
            kind,
            lists,
            translate: true,
            keep_space: false,
            code: false,
            language: None,
            foreign: false,
        }
    }
}

/// An open block element.
struct Open {
    element: usize,
    context: Context,
    /// The place of the next one of the same name below.
    below: usize,
    barriers: Barriers,
    /// The id that the first block in it takes.
    name: Option<String>,
}

/// Places of the nearest elements that stop an end tag, the element itself included.
#[derive(Clone, Copy, Default)]
struct Barriers {
    table: usize,
    /// Cells, captions, tables.
    cell: usize,
    list: usize,
    control: usize,
}

/// Where the cells of a table are.
#[derive(Default)]
struct Grid {
    row: u32,
    column: u32,
    /// Whether a row began.
    begun: bool,
}

/// The open block elements of a page.
pub(super) struct Stack {
    outside: Context,
    open: Vec<Open>,
    /// For each element of [`ELEMENTS`] the place of the last one that is open.
    last: Vec<usize>,
    tables: Vec<Grid>,
}

impl Stack {
    /// Nothing is open; text outside all elements is of this kind.
    pub(super) fn new(outside: BlockKind) -> Stack {
        Stack {
            outside: Context::outside(outside),
            open: Vec::new(),
            last: vec![0; ELEMENTS.len()],
            tables: Vec::new(),
        }
    }

    /// What text is here.
    pub(super) fn context(&self) -> Context {
        self.open.last().map_or(self.outside, |open| open.context)
    }

    /// The element that was opened last.
    pub(super) fn top(&self) -> Option<&'static Element> {
        self.open.last().map(|open| &ELEMENTS[open.element])
    }

    /// Takes the id of the element opened last.
    pub(super) fn take_name(&mut self) -> Option<String> {
        self.open.last_mut().and_then(|open| open.name.take())
    }

    fn barriers(&self) -> Barriers {
        self.open
            .last()
            .map_or(Barriers::default(), |open| open.barriers)
    }

    /// The place of the last open element called `name`.
    fn last_of(&self, name: &str) -> usize {
        index_of(name).map_or(0, |index| self.last[index])
    }

    /// Opens element number `element`.
    pub(super) fn push(&mut self, element: usize, context: Context, name: Option<String>) {
        let place = self.open.len() + 1;
        let mut barriers = self.barriers();
        match ELEMENTS[element].role {
            Role::Table => {
                (barriers.table, barriers.cell) = (place, place);
                self.tables.push(Grid::default());
            }
            Role::Cell | Role::Caption => barriers.cell = place,
            Role::List => barriers.list = place,
            Role::Control => barriers.control = place,
            _ => {}
        }
        self.open.push(Open {
            element,
            context,
            below: self.last[element],
            barriers,
            name,
        });
        self.last[element] = place;
    }

    /// Closes the element opened last.
    pub(super) fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.last[open.element] = open.below;
        if matches!(ELEMENTS[open.element].role, Role::Table) {
            self.tables.pop();
        }
    }

    /// Closes the element at `place` and all that was opened in it.
    fn pop_to(&mut self, place: usize) {
        while self.open.len() >= place.max(1) {
            self.pop();
        }
    }

    /// Supplies the end tags that the start tag of `element` implies.
    pub(super) fn before(&mut self, element: &Element) {
        if ends_paragraph(element.role) {
            let barriers = self.barriers();
            let paragraph = self.last_of("p");
            if paragraph > barriers.cell.max(barriers.control) {
                self.pop_to(paragraph);
            }
        }
        let barriers = self.barriers();
        let in_list = barriers.cell.max(barriers.list);
        let (names, barrier): (&[&str], usize) = match element.role {
            Role::Item => (&["li"], in_list),
            Role::Description => (&["dd", "dt"], in_list),
            Role::Cell => (&["td", "th", "caption"], barriers.table),
            Role::Row => (&["tr", "td", "th", "caption"], barriers.table),
            Role::Rows | Role::Caption => (
                &["thead", "tbody", "tfoot", "tr", "td", "th", "caption"],
                barriers.table,
            ),
            Role::Choice => (&["option"], barriers.cell),
            Role::Control if element.name == "optgroup" => (&["option", "optgroup"], barriers.cell),
            Role::Heading(_) if matches!(self.top(), Some(top) if is_heading(top)) => {
                return self.pop();
            }
            _ => return,
        };
        let places = names.iter().map(|name| self.last_of(name));
        if let Some(lowest) = places.filter(|&place| place > barrier).min() {
            self.pop_to(lowest);
        }
    }

    /// Closes what the end tag of element number `index` closes, if anything.
    pub(super) fn end(&mut self, index: usize) {
        let barriers = self.barriers();
        let element = &ELEMENTS[index];
        let barrier = match element.role {
            Role::Table => 0,
            Role::Rows | Role::Row | Role::Cell | Role::Caption => barriers.table,
            Role::Item => barriers.cell.max(barriers.list),
            Role::Paragraph => barriers.cell.max(barriers.control),
            _ => barriers.cell,
        };
        let mut place = self.last[index];
        if place <= barrier && is_heading(element) {
            // `<h2>…</h3>` ends the heading too.
            let levels = ["h1", "h2", "h3", "h4", "h5", "h6"];
            let open = levels.iter().map(|level| self.last_of(level));
            place = open.max().unwrap_or(0);
        }
        if place > barrier {
            self.pop_to(place);
        }
    }

    /// A row of the innermost table begins.
    pub(super) fn next_row(&mut self) {
        if let Some(grid) = self.tables.last_mut() {
            grid.row = grid.row.saturating_add(u32::from(grid.begun));
            grid.column = 0;
            grid.begun = true;
        }
    }

    /// The place of the cell that begins; the head is row 0, so a table without one begins with 1.
    pub(super) fn next_cell(&mut self, element: &Element) -> BlockKind {
        let head = element.name == "th" || self.barriers().table < self.last_of("thead");
        let Some(grid) = self.tables.last_mut() else {
            return BlockKind::TableCell { row: 0, column: 0 };
        };
        if grid.row == 0 && grid.column == 0 && !head {
            grid.row = 1;
        }
        let (row, column) = (grid.row, grid.column);
        grid.column = grid.column.saturating_add(1);
        grid.begun = true;
        BlockKind::TableCell { row, column }
    }
}

fn is_heading(element: &Element) -> bool {
    matches!(element.role, Role::Heading(_))
}

/// Whether a `p` that is open ends where such an element begins.
fn ends_paragraph(role: Role) -> bool {
    matches!(
        role,
        Role::Flow
            | Role::Paragraph
            | Role::Heading(_)
            | Role::List
            | Role::Item
            | Role::Description
            | Role::Quote
            | Role::Table
            | Role::Preformatted
    )
}
